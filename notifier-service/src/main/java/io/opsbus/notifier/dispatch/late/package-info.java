/** What batches leave to be parked while the store is away: it waits in memory, in their order, and holds nobody else. */
@NullMarked
package io.opsbus.notifier.dispatch.late;

import org.jspecify.annotations.NullMarked;
