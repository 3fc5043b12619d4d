/** Starts instance-service on Micronaut; no other service's context sees the beans below. */
@Configuration
@Requires(property = MicronautService.NAME, value = "instance-service")
@NullMarked
package io.opsbus.instance.wiring;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import io.opsbus.rpc.micronaut.MicronautService;
import org.jspecify.annotations.NullMarked;
