/** Held targets, in PostgreSQL and in memory, and as a process knows them. */
@NullMarked
package io.opsbus.notifier.store.hold;

import org.jspecify.annotations.NullMarked;
