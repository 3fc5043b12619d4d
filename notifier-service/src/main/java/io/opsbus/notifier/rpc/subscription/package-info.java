/** Subscriptions an operator makes without a rule. */
@NullMarked
package io.opsbus.notifier.rpc.subscription;

import org.jspecify.annotations.NullMarked;
