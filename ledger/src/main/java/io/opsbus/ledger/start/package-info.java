/** What a service does once the parts it needs are there: they may start in any order. */
@NullMarked
package io.opsbus.ledger.start;

import org.jspecify.annotations.NullMarked;
