/** The operations on queues, as actions of version 2015-06-06, and how their answers look. */
@NullMarked
package io.opsbus.queue.rpc;

import org.jspecify.annotations.NullMarked;
