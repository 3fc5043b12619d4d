/** Puts together what delivers output into an object store, where there is one. */
@NullMarked
package io.opsbus.invocation.wiring.output;

import org.jspecify.annotations.NullMarked;
