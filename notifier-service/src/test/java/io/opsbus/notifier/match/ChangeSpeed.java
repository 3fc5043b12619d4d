package io.opsbus.notifier.match;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.NamePattern;
import io.opsbus.notifier.ResourceScope;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What it costs to change one rule beside 1,000, 10,000 and 100,000 others of its account: of every resource for one name, which lie in one
 * cell, and of one resource each ({@code benchmarks/README.md} says how to run it).
 */
final class ChangeSpeed {
    private static final long NANOS = 3_000_000_000L;

    private ChangeSpeed() {}

    public static void main(String[] args) {
        for (var size : List.of(1_000, 10_000, 100_000, 1_000, 10_000, 100_000)) {
            measure(size);
        }
    }

    private static Subscription rule(int number) {
        var resources = number % 2 == 0 ? new ResourceScope.All() : new ResourceScope.Only(Set.of("i-" + number));
        var name = new NamePattern.Exact("Instance:StateChange");
        return Given.subscription(
                "s" + number,
                new Selector(EnumSet.allOf(Level.class), List.of(name), "ECS", resources, Optional.empty()));
    }

    private static void measure(int size) {
        var all = new ArrayList<Subscription>();
        for (var i = 0; i < size; i++) {
            all.add(rule(i));
        }
        var made = cpu();
        var rules = Rules.NONE.with(all, List.of());
        made = cpu() - made;
        var end = System.nanoTime() + NANOS;
        var cpu = cpu();
        var changes = 0;
        while (System.nanoTime() < end) {
            rules = rules.with(List.of(rule(changes % size)), List.of());
            changes++;
        }
        cpu = cpu() - cpu;
        if (rules.size() != size) {
            throw new IllegalStateException("there are " + rules.size());
        }
        System.out.printf(
                "%,9d rules: %,12.1f CPU-µs a change; index made in %,d CPU-ms%n",
                size, cpu / 1e3 / changes, made / 1_000_000);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
