package io.opsbus.notifier.wiring;

import io.opsbus.testkit.bus.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Events of some resources of an account, those of each resource numbered from 0, and how somebody was told them. */
final class Numbered {
    private final String account;
    private final int resources;
    private final AtomicInteger next = new AtomicInteger();

    Numbered(String account, int resources) {
        this.account = account;
        this.resources = resources;
    }

    /**
     * What order a receiver was told them in.
     *
     * @param resources of how many it was told
     * @param again arrivals of what had come last of its resource
     * @param late arrivals of what had come, and something later of its resource since
     * @param wrong arrivals before something earlier of their resource
     */
    record Order(int resources, int again, int late, List<String> wrong) {
        /** @param told the bodies as they came */
        static Order of(List<String> told) {
            var last = new HashMap<String, Integer>();
            var wrong = new ArrayList<String>();
            var again = 0;
            var late = 0;
            for (var body : told) {
                var event = RunningNotifier.json(body);
                var resource = event.path("resourceId").asText();
                var number = event.path("id").asInt();
                var before = last.getOrDefault(resource, -1);
                if (number > before + 1) {
                    wrong.add(number + " of " + resource + " after " + before);
                }
                again += number == before ? 1 : 0;
                late += number < before ? 1 : 0;
                last.merge(resource, number, Math::max);
            }
            return new Order(last.size(), again, late, wrong);
        }
    }

    /** So many more of each resource, in the guide's JSON. */
    List<String> next(int each) {
        var first = next.getAndAdd(each);
        return IntStream.range(first, first + each)
                .boxed()
                .flatMap(number -> IntStream.range(0, resources).mapToObj(resource -> event(number, resource)))
                .toList();
    }

    private String event(int number, int resource) {
        return Samples.REBOOT_SCHEDULED
                .withId(Integer.toString(number))
                .replace("169070*****30", account)
                .replace("i-bp1ecr*****5go2go", "i-" + resource);
    }
}
