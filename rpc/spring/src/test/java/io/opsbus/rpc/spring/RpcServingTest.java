package io.opsbus.rpc.spring;

import io.opsbus.rpc.contract.RpcHostContract;
import io.opsbus.rpc.http.Endpoint;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

class RpcServingTest extends RpcHostContract {
    private @Nullable ServletWebServerApplicationContext running;

    @Override
    protected URI start(Endpoint endpoint) {
        ServletWebServerApplicationContext service = SampleService.start(endpoint);
        running = service;
        return URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(service.getWebServer()).getPort() + "/rpc");
    }

    @Override
    protected void stop() {
        Objects.requireNonNull(running).close();
    }
}
