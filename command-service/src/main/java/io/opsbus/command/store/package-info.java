/** Commands in PostgreSQL, and the fake that passes the same contract. */
@NullMarked
package io.opsbus.command.store;

import org.jspecify.annotations.NullMarked;
