package io.opsbus.rpc.micronaut;

import io.opsbus.rpc.contract.RpcHostContract;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.micronaut.endpoint.LentEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As services serve it. */
class RpcAtPathTest extends RpcHostContract {
    private @Nullable RunningService running;

    @Override
    protected URI start(Endpoint endpoint) {
        RunningService service =
                new MicronautService("endpoint-service", _ -> Map.of()).start(Map.of("opsbus.rpc.path", path()));
        service.context().getBean(LentEndpoint.class).lend(endpoint);
        running = service;
        return URI.create(service.url() + path());
    }

    String path() {
        return "/rpc";
    }

    @Override
    protected void stop() {
        Objects.requireNonNull(running).close();
    }
}
