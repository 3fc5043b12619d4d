package io.opsbus.gateway.wiring;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.opsbus.gateway.rpc.FrontDoor;
import io.opsbus.rpc.http.Door;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.micronaut.FrameworkDoor;
import java.util.Set;

/** The paths of queues, where more methods are served, and where errors look otherwise. */
@ServerFilter({"/queues", "/queues/**", "/topics", "/topics/**"})
final class QueueFilter {
    /** A batch of 64 KiB; in XML each of its characters may be written with six. */
    private static final int LONGEST_BODY = 512 * 1024;

    private static final long BODIES_TOGETHER = 32L << 20;

    private final FrameworkDoor door;

    QueueFilter(Endpoint endpoint) {
        this.door = new FrameworkDoor(
                new Door.Rules(
                        Set.of("GET", "POST", "PUT", "DELETE"),
                        LONGEST_BODY,
                        BODIES_TOGETHER,
                        FrontDoor::refusedQueueCall),
                endpoint);
    }

    @RequestFilter
    @PreMatching
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> answer(HttpRequest<?> request) {
        return door.answer(request);
    }
}
