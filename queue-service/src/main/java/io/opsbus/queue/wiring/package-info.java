/** Starts queue-service on Micronaut; no other service's context sees the beans below. */
@Configuration
@Requires(property = MicronautService.NAME, value = "queue-service")
@NullMarked
package io.opsbus.queue.wiring;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import io.opsbus.rpc.micronaut.MicronautService;
import org.jspecify.annotations.NullMarked;
