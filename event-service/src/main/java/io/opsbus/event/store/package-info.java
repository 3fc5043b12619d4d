/** PostgreSQL: the recent events of an account and the records nobody could read. */
@NullMarked
package io.opsbus.event.store;

import org.jspecify.annotations.NullMarked;
