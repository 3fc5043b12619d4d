/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.sms;

import org.jspecify.annotations.NullMarked;
