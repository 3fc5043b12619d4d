/** System events: how late they are executed when many are due, and what their history costs as it grows. */
@NullMarked
package io.opsbus.benchmarks.events;

import org.jspecify.annotations.NullMarked;
