/** Tests. */
@NullMarked
package io.opsbus.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
