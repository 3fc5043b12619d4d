/**
 * The load harness: {@code ./opsbus bench NAME}. Every benchmark starts its own programs, measures CPU time per unit of
 * work, prints a table and writes a result file.
 */
@NullMarked
package io.opsbus.benchmarks;

import org.jspecify.annotations.NullMarked;
