package io.opsbus.notifier.match;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.meta.EventCatalogue;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * How many events a second one thread matches at 10, 1,000 and 100,000 rules of one account ({@code benchmarks/README.md} says how to run
 * it). About ten rules want each event, whatever the number of the others: exact names, prefixes, and rules of one resource for all events.
 */
final class MatchSpeed {
    private static final int WANTING = 10;
    private static final int EVENTS = 1_000;
    private static final long NANOS = 3_000_000_000L;

    private MatchSpeed() {}

    public static void main(String[] args) {
        for (var rules : List.of(10, 1_000, 100_000, 10, 1_000, 100_000)) {
            measure(rules);
        }
    }

    private static void measure(int size) {
        var random = new Random(1);
        var all = new ArrayList<Subscription>();
        for (var i = 0; i < size; i++) {
            all.add(Given.subscription("s" + i, i < WANTING ? Given.everything() : other(i, random)));
        }
        var made = cpu();
        var rules = Rules.NONE.with(all, List.of());
        made = cpu() - made;
        var events = events(random);
        run(rules, events, NANOS / 2);
        var cpu = cpu();
        var matched = run(rules, events, NANOS);
        cpu = cpu() - cpu;
        System.out.printf(
                "%,9d rules: %,12.0f events/s of CPU, %.2f CPU-µs an event; index made in %,d CPU-ms%n",
                size, matched * 1e9 / cpu, cpu / 1e3 / matched, made / 1_000_000);
    }

    /** A rule that wants none of the events: of another name, level or resource, as rules of many teams are. */
    private static Selector other(int i, Random random) {
        var meta = EventCatalogue.ALL.get(random.nextInt(EventCatalogue.ALL.size()));
        var resource = new ResourceScope.Only(Set.of("i-other" + i));
        return switch (i % 3) {
            case 0 -> selector(new NamePattern.Exact(meta.name()), resource);
            case 1 -> selector(new NamePattern.Prefix("Team" + i + ":"), new ResourceScope.All());
            default -> selector(new NamePattern.Any(), resource);
        };
    }

    private static Selector selector(NamePattern name, ResourceScope resources) {
        return new Selector(EnumSet.allOf(Level.class), List.of(name), "ECS", resources, Optional.empty());
    }

    private static List<Event> events(Random random) {
        var events = new ArrayList<Event>();
        for (var i = 0; i < EVENTS; i++) {
            var meta = EventCatalogue.ALL.get(random.nextInt(EventCatalogue.ALL.size()));
            events.add(new Event(
                    Given.ACCOUNT,
                    "id-" + i,
                    meta.name(),
                    meta.level(),
                    "ECS",
                    "acs:ecs:cn-hangzhou:x:instance/i-" + i,
                    Given.NOON,
                    Optional.of("Scheduled")));
        }
        return events;
    }

    private static long run(Rules rules, List<Event> events, long nanos) {
        var end = System.nanoTime() + nanos;
        var matched = 0L;
        while (System.nanoTime() < end) {
            for (var event : events) {
                if (!(rules.match(event) instanceof Rules.Match.Wanted(var by)) || by.size() != WANTING) {
                    throw new IllegalStateException("not what was set up: " + event);
                }
            }
            matched += events.size();
        }
        return matched;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
