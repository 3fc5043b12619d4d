/** {@code bench invoke}: commands on thousands of simulated agents, through the gateway and back. */
@NullMarked
package io.opsbus.benchmarks.invoke;

import org.jspecify.annotations.NullMarked;
