/** Tests. */
@NullMarked
package io.opsbus.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
