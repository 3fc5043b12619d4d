/** Tests of what Prometheus is told. */
@NullMarked
package io.opsbus.gateway.wiring.meter;

import org.jspecify.annotations.NullMarked;
