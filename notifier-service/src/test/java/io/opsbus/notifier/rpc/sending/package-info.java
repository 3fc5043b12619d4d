/** Tests of stopping all sending. */
@NullMarked
package io.opsbus.notifier.rpc.sending;

import org.jspecify.annotations.NullMarked;
