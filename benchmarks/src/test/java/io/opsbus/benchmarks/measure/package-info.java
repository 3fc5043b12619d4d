/** Tests. */
@NullMarked
package io.opsbus.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
