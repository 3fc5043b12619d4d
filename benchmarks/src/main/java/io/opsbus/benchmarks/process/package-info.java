/** The programs a benchmark starts, and how they end: with the benchmark, however it ends. */
@NullMarked
package io.opsbus.benchmarks.process;

import org.jspecify.annotations.NullMarked;
