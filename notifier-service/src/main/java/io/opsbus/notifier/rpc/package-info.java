/** The internal HTTP API, without a framework: subscriptions of an account, and what the deliverer has done. */
@NullMarked
package io.opsbus.notifier.rpc;

import org.jspecify.annotations.NullMarked;
