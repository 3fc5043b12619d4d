/** {@code RunInstances} and what its many parameters mean. */
@NullMarked
package io.opsbus.instance.rpc.launch;

import org.jspecify.annotations.NullMarked;
