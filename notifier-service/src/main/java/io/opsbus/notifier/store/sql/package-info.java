/** How our stores speak to PostgreSQL. */
@NullMarked
package io.opsbus.notifier.store.sql;

import org.jspecify.annotations.NullMarked;
