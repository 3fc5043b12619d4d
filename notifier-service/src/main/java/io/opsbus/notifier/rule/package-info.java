/** Event rules of CloudMonitor (API facts 2.2; guide 4.1): filters, targets, and what of them the router sees. Pure. */
@NullMarked
package io.opsbus.notifier.rule;

import org.jspecify.annotations.NullMarked;
