package io.opsbus.gateway.wiring;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.gateway.HomePage;
import io.opsbus.rpc.http.HttpReply;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The page for people. */
@Singleton
final class Home {
    private final HttpReply reply;

    Home(PropertyResolver settings) throws IOException {
        try (InputStream in = Home.class.getResourceAsStream("/gateway/home.html")) {
            String template = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            HomePage page = HomePage.of(template, ports(settings));
            this.reply = HttpReply.text(
                    200,
                    "text/html;charset=utf-8",
                    Map.of(
                            "Content-Security-Policy",
                            page.contentSecurityPolicy(),
                            "Referrer-Policy",
                            "no-referrer",
                            "Cache-Control",
                            "no-cache"),
                    page.html());
        }
    }

    HttpReply reply() {
        return reply;
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
        ports.put("https", settings.getProperty(Https.PORT, Integer.class).orElse(18443));
        return ports;
    }
}
