package io.opsbus.gateway.wiring;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.gateway.HomePage;
import io.opsbus.gateway.route.RouteTable;
import io.opsbus.rpc.http.HttpReply;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The page for people, with what the gateway knows of the services when it is asked for. */
@Singleton
final class Home {
    private final HomePage page;
    private final RouteTable routes;

    Home(PropertyResolver settings, RouteTable routes) throws IOException {
        try (InputStream in = Home.class.getResourceAsStream("/gateway/home.html")) {
            String template = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            this.page = HomePage.of(template, ports(settings));
        }
        this.routes = routes;
    }

    HttpReply reply() {
        return HttpReply.text(
                200,
                "text/html;charset=utf-8",
                Map.of(
                        "Content-Security-Policy",
                        page.contentSecurityPolicy(),
                        "Referrer-Policy",
                        "no-referrer",
                        "Cache-Control",
                        "no-cache"),
                page.html(routes.running()));
    }

    /** Where each part listens: the same settings the parts themselves read, so a host shows what it really uses. */
    private static Map<String, Integer> ports(PropertyResolver settings) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        Map.of(
                        "gateway",
                        18080,
                        "event",
                        18081,
                        "notifier",
                        18082,
                        "command",
                        18083,
                        "invocation",
                        18084,
                        "instance",
                        18085,
                        "queue",
                        18086)
                .forEach((name, usual) -> ports.put(
                        name,
                        settings.getProperty("opsbus." + name + ".port", Integer.class)
                                .orElse(usual)));
        int https = Https.of(settings).port();
        if (https != 0) {
            ports.put("https", https);
        }
        return ports;
    }
}
