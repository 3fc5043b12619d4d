/** What was spent on short messages, in PostgreSQL and in memory. */
@NullMarked
package io.opsbus.notifier.store.budget;

import org.jspecify.annotations.NullMarked;
