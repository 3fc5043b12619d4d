/** What Prometheus is told of the gateway. */
@NullMarked
package io.opsbus.gateway.wiring.meter;

import org.jspecify.annotations.NullMarked;
