package io.opsbus.rpc.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.opsbus.rpc.http.Endpoint;

/**
 * Serves the context's {@link Endpoint} at the path {@value #PATH} names; without both there is nothing here.
 *
 * <p>A filter and not a controller: it answers every method and content type, and it answers before the framework looks for a
 * route, for filters of that route, for arguments and for a form of the answer, which costs a third of a request.
 */
@ServerFilter("${" + RpcFilter.PATH + "}")
@Requires(property = RpcFilter.PATH)
@Requires(beans = Endpoint.class)
final class RpcFilter {
    /** The setting with the endpoint's path: {@code /} or {@code /rpc}. */
    static final String PATH = "opsbus.rpc.path";

    private final FrameworkDoor door;

    RpcFilter(Endpoint endpoint) {
        this.door = new FrameworkDoor(endpoint);
    }

    @RequestFilter
    @PreMatching
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> answer(HttpRequest<?> request) {
        return door.answer(request);
    }
}
