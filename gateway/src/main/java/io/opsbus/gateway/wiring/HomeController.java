package io.opsbus.gateway.wiring;

import io.micronaut.core.value.PropertyResolver;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.opsbus.gateway.HomePage;
import io.opsbus.rpc.micronaut.ProtocolErrors;
import io.opsbus.rpc.reply.RpcError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The path {@code /}: a page for people; API calls, which use the same path, find no Action yet. */
@Controller("/")
final class HomeController {
    private static final String ACTION = "Action";

    private final HomePage page;
    private final ProtocolErrors errors;

    HomeController(PropertyResolver settings, ProtocolErrors errors) throws IOException {
        this.errors = errors;
        try (InputStream in = HomeController.class.getResourceAsStream("/gateway/home.html")) {
            String template = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            this.page = HomePage.of(template, ports(settings));
        }
    }

    @Get(produces = MediaType.TEXT_HTML)
    HttpResponse<String> home(HttpRequest<?> request) {
        if (request.getParameters().contains(ACTION) || request.getHeaders().contains("x-acs-action")) {
            return errors.reply(request, RpcError.actionNotFound());
        }
        return HttpResponse.ok(page.html())
                .contentType(MediaType.TEXT_HTML + ";charset=utf-8")
                .header("Content-Security-Policy", page.contentSecurityPolicy())
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-cache");
    }

    @Post
    @Consumes(MediaType.ALL)
    HttpResponse<String> call(HttpRequest<?> request) {
        return errors.reply(request, RpcError.actionNotFound());
    }

    /** Where each part listens: the same settings the parts themselves read, so a host shows what it really uses. */
    private static Map<String, Integer> ports(PropertyResolver settings) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map.of("gateway", 18080, "event", 18081, "notifier", 18082, "command", 18083, "invocation", 18084)
                .forEach((name, usual) -> ports.put(
                        name,
                        settings.getProperty("opsbus." + name + ".port", Integer.class)
                                .orElse(usual)));
        ports.put("https", settings.getProperty(Https.PORT, Integer.class).orElse(18443));
        return ports;
    }
}
