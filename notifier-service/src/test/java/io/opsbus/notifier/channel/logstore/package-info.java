/** Tests. */
@NullMarked
package io.opsbus.notifier.channel.logstore;

import org.jspecify.annotations.NullMarked;
