/** Text for people, in Chinese and English, by built-in templates or own ones; what comes from an event is data and is never read as a template. */
@NullMarked
package io.opsbus.notifier.channel.text;

import org.jspecify.annotations.NullMarked;
