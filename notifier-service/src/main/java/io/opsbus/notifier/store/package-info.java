/** What outlives the process: subscriptions and parked deliveries in PostgreSQL, the same in memory for tests, and the live rules. */
@NullMarked
package io.opsbus.notifier.store;

import org.jspecify.annotations.NullMarked;
