/** The protocol's durable memory in PostgreSQL: plain JDBC, one statement for each question. */
@NullMarked
package io.opsbus.rpc.postgres;

import org.jspecify.annotations.NullMarked;
