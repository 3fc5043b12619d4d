/** Accounts, keys and used nonces in PostgreSQL (database {@code opsbus_gateway}), and what is kept of them in memory. */
@NullMarked
package io.opsbus.gateway.store;

import org.jspecify.annotations.NullMarked;
