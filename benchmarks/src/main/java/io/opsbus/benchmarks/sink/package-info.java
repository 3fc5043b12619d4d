/**
 * The receiver: a program of its own that answers every POST with 204 and counts every event, over HTTP/1.1 and h2c, and
 * the handle by which a benchmark starts it and asks it what came.
 */
@NullMarked
package io.opsbus.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
