/** Dead deliveries and their redrives, in PostgreSQL and in memory. */
@NullMarked
package io.opsbus.notifier.store.redrive;

import org.jspecify.annotations.NullMarked;
