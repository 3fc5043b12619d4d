/**
 * Queues as MNS has them (API facts 2.4): what a queue is and may be, who owns it, and every "no" about one.
 *
 * <p>Pure: values in, values out. What is in a queue is in {@code message}.
 */
@NullMarked
package io.opsbus.queue;

import org.jspecify.annotations.NullMarked;
