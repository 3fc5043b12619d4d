/** The gateway on Kafka: the audit out, the routes in. */
@NullMarked
package io.opsbus.gateway.bus;

import org.jspecify.annotations.NullMarked;
