/**
 * The fleet: who owns what and in which state it is. The nouns every concept shares are here; instances are in {@code
 * fleet}, disks in {@code disk}, snapshots in {@code snapshot}, what can be bought in {@code catalog}. Pure: time and fresh
 * ids are arguments. The rooms around it: {@code rpc} (requests in), {@code control} (ledger and providers), {@code bus}
 * (Kafka), {@code store} (PostgreSQL), {@code wiring} (the framework). {@code provider} is the port to the machines.
 */
@NullMarked
package io.opsbus.instance;

import org.jspecify.annotations.NullMarked;
