/** Hand-written fakes of the ledger and its ports; they pass the same contract suites as the real ones. */
@NullMarked
package io.opsbus.ledger.memory;

import org.jspecify.annotations.NullMarked;
