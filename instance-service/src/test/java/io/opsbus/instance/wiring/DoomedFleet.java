package io.opsbus.instance.wiring;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.lifecycle.StatusChange;
import io.opsbus.ledger.ChangeKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A process that is killed while it changes instances: starts what is stopped and stops what runs, all at once, for as long
 * as it lives. Prints {@code accepted <id> <status after>} for every yes it heard.
 */
final class DoomedFleet {
    private DoomedFleet() {}

    /** Name of the fleet, how many instances, then settings as {@code key=value}. */
    public static void main(String[] args) {
        var settings = new HashMap<String, Object>();
        for (int i = 2; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        var service = FleetService.start(Map.copyOf(settings)).ready();
        var fleet = service.fleet();
        System.out.println("ready");
        var ids = new ArrayList<InstanceId>();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            ids.add(id(args[0], i));
        }
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            ids.forEach(id -> all.execute(() -> change(fleet, id)));
        }
    }

    static InstanceId id(String name, int number) {
        return InstanceId.derived(name + "/" + number);
    }

    @SuppressWarnings("InfiniteLoop") // until it is killed
    private static void change(Fleet fleet, InstanceId id) {
        var start = new InstanceRequest.Start();
        var stop = new InstanceRequest.Stop(false, StoppedMode.KEEP_CHARGING);
        for (int i = 0; true; i++) {
            var key = ChangeKey.ofRequest(ProcessHandle.current().pid() + "/" + i);
            // while one is under way the other is refused; the gate keeps a thousand callers in line
            var answer = fleet.instances().ask(Given.ALICE, id, i % 2 == 0 ? stop : start, key, Instant.now());
            if (answer instanceof Answer.Yes<StatusChange> yes) {
                System.out.println("accepted " + id + " " + yes.reply().current());
            }
        }
    }
}
