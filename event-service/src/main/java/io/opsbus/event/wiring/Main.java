package io.opsbus.event.wiring;

import io.opsbus.event.bus.EventTopics;
import io.opsbus.event.bus.fleet.FleetFeed;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts event-service, alone or as one of several contexts of a host. */
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
        return new SpringApplicationBuilder(EventServiceApplication.class)
                .main(Main.class)
                .properties(Map.of(
                        "spring.config.name",
                        "event-service",
                        "spring.cloud.stream.bindings.recentEvents-in-0.destination",
                        EventTopics.pattern(),
                        "spring.cloud.stream.bindings.fleetNews-in-0.destination",
                        FleetFeed.pattern()))
                .properties(settings)
                .run(args);
    }
}
