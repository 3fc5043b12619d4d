/** The operations on messages. */
@NullMarked
package io.opsbus.queue.rpc.message;

import org.jspecify.annotations.NullMarked;
