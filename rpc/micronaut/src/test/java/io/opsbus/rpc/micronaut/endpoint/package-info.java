/** A service for tests that serves an endpoint and nothing else. */
@Configuration
@Requires(property = MicronautService.NAME, value = "endpoint-service")
@NullMarked
package io.opsbus.rpc.micronaut.endpoint;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import io.opsbus.rpc.micronaut.MicronautService;
import org.jspecify.annotations.NullMarked;
