package io.opsbus.notifier.wiring;

import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.Topics;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts notifier-service, alone or as one of several contexts of a host. */
public final class Main {
    private Main() {}

    /** Runs the service alone until the process is told to end. */
    @SuppressWarnings("resource") // closed by the shutdown hook Spring registers
    public static void main(String[] args) {
        start(Map.of(), args);
    }

    /**
     * Starts one context with its own port, settings and beans; nothing static is shared with another.
     *
     * @param settings take the place of defaults, and give way to environment and arguments
     * @param args command line, {@code --key=value}
     * @return the running context; close it to stop the service
     */
    public static ConfigurableApplicationContext start(Map<String, Object> settings, String... args) {
        var events = Arrays.stream(EventFamily.values())
                .map(family -> Pattern.quote(family.topic().name()))
                .collect(Collectors.joining("|"));
        return new SpringApplicationBuilder(NotifierApplication.class)
                .properties(Map.of(
                        "spring.config.name",
                        "notifier-service",
                        "spring.cloud.stream.bindings.routeEvents-in-0.destination",
                        events,
                        "spring.cloud.stream.bindings.keepEvents-in-0.destination",
                        events,
                        "spring.cloud.stream.bindings.deliver-in-0.destination",
                        Pattern.quote(Topics.DELIVERIES.name()),
                        "spring.cloud.stream.bindings.keepAttempts-in-0.destination",
                        Pattern.quote(Topics.ATTEMPTS.name()),
                        "spring.cloud.stream.bindings.keepLetters-in-0.destination",
                        Pattern.quote(Topics.DEAD_LETTERS.name())))
                .properties(settings)
                .run(args);
    }
}
