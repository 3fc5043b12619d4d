package io.opsbus.instance.wiring;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.rpc.HostDoor;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.OperatorToken;
import jakarta.inject.Named;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The operator's door on HTTP; for peers on this machine, unless the settings say otherwise. */
@Controller(HostDoor.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class HostController {
    private final HostDoor door;
    private final boolean isForAll;
    private final Preparation machines;

    HostController(
            Fleet fleet,
            @Property(name = "opsbus.operator-token", defaultValue = "") String token,
            @Property(name = "opsbus.instance.remote-admin", defaultValue = "false") boolean isForAll,
            @Named("machines") Preparation machines) {
        this.door = new HostDoor(OperatorToken.orNobodys(token), fleet.hosts());
        this.isForAll = isForAll;
        this.machines = machines;
    }

    @Get
    HttpResponse<byte[]> lost(HttpRequest<byte[]> request) {
        return answer(request);
    }

    @Post("/{+path}")
    HttpResponse<byte[]> post(HttpRequest<byte[]> request, String path) {
        return answer(request);
    }

    private HttpResponse<byte[]> answer(HttpRequest<byte[]> request) {
        InetAddress peer = request.getRemoteAddress().getAddress();
        if (!isForAll && !peer.isLoopbackAddress()) {
            // as any path that is not there: nobody else needs to know of it
            return HttpResponse.notFound();
        }
        if (!machines.done().isDone()) {
            return HttpResponse.<byte[]>status(503, "").header("Retry-After", "1");
        }
        HttpReply reply = door.answer(new HttpCall(
                request.getMethodName(),
                request.getUri().getRawPath(),
                "",
                headers(request),
                request.getBody(byte[].class).orElse(new byte[0]),
                peer.getHostAddress()));
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(reply.status(), "").body(reply.body());
        response.header("Content-Type", reply.contentType());
        reply.headers().forEach(response::header);
        return response;
    }

    private static Map<String, String> headers(HttpRequest<?> request) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return headers;
    }
}
