/** PostgreSQL: one table for each kind of resource, written within the ledger's transaction, read by account. */
@NullMarked
package io.opsbus.instance.store;

import org.jspecify.annotations.NullMarked;
