/**
 * When a command runs: the wire's parameter {@code Frequency} (guide 2.3.3), read into a value that knows its fire times.
 * Pure: no clock, no I/O; the README of this module states the grammar's open points and how clocks that change are met.
 */
@NullMarked
package io.opsbus.invocation.schedule;

import org.jspecify.annotations.NullMarked;
