/** What this service keeps, in PostgreSQL; the fakes in {@code memory} pass the same contracts. */
@NullMarked
package io.opsbus.invocation.store;

import org.jspecify.annotations.NullMarked;
