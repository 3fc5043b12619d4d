/** Invocations on the bus: what they tell, and what is told of commands and instances. */
@NullMarked
package io.opsbus.invocation.bus;

import org.jspecify.annotations.NullMarked;
