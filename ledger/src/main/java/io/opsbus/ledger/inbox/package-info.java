/** What a service hears on the bus: batches taken with effect, then acknowledged; what nobody can read is kept aside. */
@NullMarked
package io.opsbus.ledger.inbox;

import org.jspecify.annotations.NullMarked;
