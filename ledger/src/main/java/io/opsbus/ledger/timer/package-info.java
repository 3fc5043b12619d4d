/** Durable timers: claimed when due, fed back into the ledger, removed when done. */
@NullMarked
package io.opsbus.ledger.timer;

import org.jspecify.annotations.NullMarked;
