/** {@code bench queue}: messages through queue-service, over few and over many that lie there. */
@NullMarked
package io.opsbus.benchmarks.queue;

import org.jspecify.annotations.NullMarked;
