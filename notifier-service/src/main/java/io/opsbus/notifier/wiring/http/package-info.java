/** The ways from a socket in: the operator's API, and the signed one for the gateway. */
@NullMarked
package io.opsbus.notifier.wiring.http;

import org.jspecify.annotations.NullMarked;
