/** {@code bench lists}: what lists of invocation-service cost over few and over many kept tasks and runs. */
@NullMarked
package io.opsbus.benchmarks.lists;

import org.jspecify.annotations.NullMarked;
