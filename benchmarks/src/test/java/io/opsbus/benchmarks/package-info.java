/** Tests. */
@NullMarked
package io.opsbus.benchmarks;

import org.jspecify.annotations.NullMarked;
