/** The ledger on PostgreSQL: plain JDBC, one transaction for each change. Tables: {@code ledger.sql}. */
@NullMarked
package io.opsbus.ledger.postgres;

import org.jspecify.annotations.NullMarked;
