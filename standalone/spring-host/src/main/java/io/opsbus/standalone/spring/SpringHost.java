package io.opsbus.standalone.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts one application context for each Spring service, one after another: in parallel gains nothing on two cores. */
public final class SpringHost {
    private static final Map<String, Function<String[], ConfigurableApplicationContext>> SERVICES = services();

    private SpringHost() {}

    /** Arguments are passed to every service. Ends with code 1 when one cannot start. */
    public static void main(String[] arguments) {
        SERVICES.forEach((name, start) -> {
            try {
                var _ = start.apply(arguments);
            } catch (RuntimeException cannot) {
                System.out.println(name + " cannot start: " + cannot);
                System.exit(1);
            }
        });
        System.out.println("READY");
    }

    private static Map<String, Function<String[], ConfigurableApplicationContext>> services() {
        Map<String, Function<String[], ConfigurableApplicationContext>> services = new LinkedHashMap<>();
        services.put("event-service", arguments -> io.opsbus.event.wiring.Main.start(Map.of(), arguments));
        services.put("notifier-service", arguments -> io.opsbus.notifier.wiring.Main.start(Map.of(), arguments));
        return services;
    }
}
