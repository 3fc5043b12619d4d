@NullMarked
package io.opsbus.ledger.inbox;

import org.jspecify.annotations.NullMarked;
