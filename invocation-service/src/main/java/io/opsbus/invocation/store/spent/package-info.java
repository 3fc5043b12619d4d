/** Requests of agents that are spent, in PostgreSQL. */
@NullMarked
package io.opsbus.invocation.store.spent;

import org.jspecify.annotations.NullMarked;
