/** A service for tests, isolated the way every service is. */
@Configuration
@Requires(property = MicronautService.NAME, value = "sample-service")
@NullMarked
package io.opsbus.rpc.micronaut.sample;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import io.opsbus.rpc.micronaut.MicronautService;
import org.jspecify.annotations.NullMarked;
