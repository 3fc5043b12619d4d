package io.opsbus.queue.wiring;

import io.opsbus.rpc.micronaut.RunningService;
import java.util.HashMap;

/** The service in a process that will be killed. Prints {@code url …} once it listens. Settings as {@code key=value}. */
final class DoomedService {
    private DoomedService() {}

    public static void main(String[] args) {
        var settings = new HashMap<String, Object>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            settings.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        RunningService running = Main.SERVICE.start(settings);
        System.out.println("url " + running.url());
        running.closeWhenToldToEnd();
    }
}
