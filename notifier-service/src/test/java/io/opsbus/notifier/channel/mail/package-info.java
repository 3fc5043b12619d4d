/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.mail;

import org.jspecify.annotations.NullMarked;
