package io.opsbus.invocation.wiring;

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
import io.opsbus.invocation.rpc.ApprovalDoor;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.OperatorToken;
import java.util.Map;
import java.util.Objects;

/** The operator's door on HTTP. */
@Controller(ApprovalDoor.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ApprovalController {
    private final ApprovalDoor door;

    ApprovalController(Engine engine, @Property(name = "opsbus.operator-token", defaultValue = "") String token) {
        this.door = new ApprovalDoor(OperatorToken.orNobodys(token), engine.desks.managed());
    }

    @Get("/pending")
    HttpResponse<byte[]> pending(HttpRequest<?> request) {
        return answer(request);
    }

    @Post("/{id}/approve")
    HttpResponse<byte[]> approve(HttpRequest<?> request, String id) {
        return answer(request);
    }

    private HttpResponse<byte[]> answer(HttpRequest<?> request) {
        String shown = Objects.requireNonNullElse(request.getHeaders().get("Authorization"), "");
        HttpReply reply = door.answer(new HttpCall(
                request.getMethodName(),
                request.getUri().getRawPath(),
                "",
                Map.of("authorization", shown),
                new byte[0],
                request.getRemoteAddress().getAddress().getHostAddress()));
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(reply.status(), "").body(reply.body());
        response.header("Content-Type", reply.contentType());
        reply.headers().forEach(response::header);
        return response;
    }
}
