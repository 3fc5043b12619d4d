/** Faults of real processes: killed services, databases and brokers. */
@NullMarked
package io.opsbus.ledger.fault;

import org.jspecify.annotations.NullMarked;
