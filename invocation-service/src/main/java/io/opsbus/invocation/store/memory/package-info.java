/** The fakes: what this service keeps, in memory. */
@NullMarked
package io.opsbus.invocation.store.memory;

import org.jspecify.annotations.NullMarked;
