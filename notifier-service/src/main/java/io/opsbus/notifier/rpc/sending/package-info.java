/** Stopping all sending, and letting it go on. */
@NullMarked
package io.opsbus.notifier.rpc.sending;

import org.jspecify.annotations.NullMarked;
