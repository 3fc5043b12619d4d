/** XML as clients of queues send it, read without anything XML could do beyond telling. */
@NullMarked
package io.opsbus.queue.rpc.xml;

import org.jspecify.annotations.NullMarked;
