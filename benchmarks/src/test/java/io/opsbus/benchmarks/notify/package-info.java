/** Tests. */
@NullMarked
package io.opsbus.benchmarks.notify;

import org.jspecify.annotations.NullMarked;
