/** Attempts of the last days, in PostgreSQL and in memory. */
@NullMarked
package io.opsbus.notifier.store.journal;

import org.jspecify.annotations.NullMarked;
