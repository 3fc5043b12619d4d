/** Queues and messages in PostgreSQL, and in memory for tests; both pass one contract. */
@NullMarked
package io.opsbus.queue.store;

import org.jspecify.annotations.NullMarked;
