package io.opsbus.gateway.wiring;

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
import io.opsbus.gateway.rpc.admin.AdminApi;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The operator's door on HTTP; for peers on this machine, unless the settings say otherwise. */
@Controller(AdminApi.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class AdminController {
    private final AdminApi api;
    private final boolean isForAll;
    private final Preparation preparation;

    AdminController(AdminApi api, Settings settings, Preparation preparation) {
        this.api = api;
        this.isForAll = settings.limits().remoteAdmin();
        this.preparation = preparation;
    }

    @Get("/{+path}")
    HttpResponse<byte[]> get(HttpRequest<?> request, String path) {
        return answer(request, new byte[0]);
    }

    @Post("/{+path}")
    HttpResponse<byte[]> post(HttpRequest<byte[]> request, String path) {
        return answer(request, request.getBody(byte[].class).orElse(new byte[0]));
    }

    private HttpResponse<byte[]> answer(HttpRequest<?> request, byte[] body) {
        InetAddress peer = request.getRemoteAddress().getAddress();
        if (!isForAll && !peer.isLoopbackAddress()) {
            // as any path that is not there: nobody else needs to know of it
            return HttpResponse.notFound();
        }
        if (!preparation.isDone()) {
            return HttpResponse.<byte[]>status(503, "").header("Retry-After", "1");
        }
        HttpReply reply = api.answer(new HttpCall(
                request.getMethodName(),
                request.getUri().getRawPath(),
                request.getUri().getRawQuery() == null ? "" : request.getUri().getRawQuery(),
                headers(request),
                body,
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
