/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.queue;

import org.jspecify.annotations.NullMarked;
