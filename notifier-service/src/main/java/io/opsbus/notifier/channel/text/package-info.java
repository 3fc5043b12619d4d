/** Text for people: templates without logic, in Chinese and English; what comes from an event is data and is never read as a template. */
@NullMarked
package io.opsbus.notifier.channel.text;

import org.jspecify.annotations.NullMarked;
