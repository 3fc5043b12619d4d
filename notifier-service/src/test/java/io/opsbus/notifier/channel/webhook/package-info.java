/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.webhook;

import org.jspecify.annotations.NullMarked;
