/** Tests of what an operator does with subscriptions. */
@NullMarked
package io.opsbus.notifier.rpc.subscription;

import org.jspecify.annotations.NullMarked;
