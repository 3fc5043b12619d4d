/** Asks people to confirm their addresses. */
@NullMarked
package io.opsbus.notifier.channel.confirm;

import org.jspecify.annotations.NullMarked;
