/** Output of runs on its way into an object store: where it goes, who may send it there, when it is tried again. Pure. */
@NullMarked
package io.opsbus.invocation.delivery;

import org.jspecify.annotations.NullMarked;
