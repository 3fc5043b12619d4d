package io.opsbus.notifier.bus;

import io.opsbus.notifier.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the users of a notifier have asked for so far: the rules, in the plainest form there is. */
final class Wishes {
    private final Map<Integer, Rule> rules = new HashMap<>();
    private final Set<Operation.Spot> paused = new HashSet<>();
    private final Set<Boolean> stops = new HashSet<>();

    /** One rule and the places it tells. */
    record Rule(
            Set<String> names,
            Set<Level> levels,
            boolean enabled,
            Duration silence,
            Optional<Operation.Quiet> quiet,
            Set<Integer> places) {
        static final Rule FRESH = new Rule(
                Set.copyOf(Operation.NAMES),
                Set.copyOf(List.of(Level.values())),
                true,
                Duration.ZERO,
                Optional.empty(),
                Set.of());

        Rule with(Set<Integer> others) {
            return new Rule(names, levels, enabled, silence, quiet, others);
        }

        Rule enabled(boolean on) {
            return new Rule(names, levels, on, silence, quiet, places);
        }

        boolean wants(Operation.Publish event) {
            return enabled && names.contains(event.name()) && levels.contains(event.level());
        }

        boolean isQuiet(Operation.Spot spot, Level level, Instant now) {
            var minute = now.atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 60;
            return quiet.filter(one -> one.programsToo() || spot.isPeople())
                    .filter(one -> !one.through().contains(level))
                    .filter(one -> one.from() <= one.to()
                            ? minute >= one.from() && minute < one.to()
                            : minute >= one.from() || minute < one.to())
                    .isPresent();
        }
    }

    Rule rule(int number) {
        return rules.getOrDefault(number, Rule.FRESH);
    }

    boolean exists(Operation.Spot spot) {
        return rule(spot.rule()).places().contains(spot.place());
    }

    boolean isPaused(Operation.Spot spot) {
        return paused.contains(spot);
    }

    /** Paused, or stopped with all others. */
    boolean mustWait(Operation.Spot spot) {
        return isPaused(spot) || !stops.isEmpty();
    }

    /** Takes in what a user does. */
    void take(Operation operation) {
        switch (operation) {
            case Operation.Edit(var number, var names, var levels) -> {
                var old = rule(number);
                rules.put(number, new Rule(names, levels, old.enabled, old.silence, old.quiet, old.places));
            }
            case Operation.Enable(var number, var on) ->
                rules.put(number, rule(number).enabled(on));
            case Operation.Delete(var number) -> {
                rules.remove(number);
                paused.removeIf(spot -> spot.rule() == number);
            }
            case Operation.AddTarget(var spot) -> {
                var more = new HashSet<>(rule(spot.rule()).places());
                more.add(spot.place());
                rules.put(spot.rule(), rule(spot.rule()).with(more));
            }
            case Operation.RemoveTarget(var spot) -> {
                var fewer = new HashSet<>(rule(spot.rule()).places());
                fewer.remove(spot.place());
                rules.put(spot.rule(), rule(spot.rule()).with(fewer));
                paused.remove(spot);
            }
            case Operation.Pause(var spot, var on) -> {
                if (on && exists(spot)) {
                    paused.add(spot);
                } else {
                    paused.remove(spot);
                }
            }
            case Operation.Stop(var everybody, var on) -> {
                if (on) {
                    stops.add(everybody);
                } else {
                    stops.remove(everybody);
                }
            }
            case Operation.Silence(var number, var length) -> {
                var old = rule(number);
                rules.put(number, new Rule(old.names, old.levels, old.enabled, length, old.quiet, old.places));
            }
            case Operation.QuietHours(var number, var quiet) -> {
                var old = rule(number);
                rules.put(number, new Rule(old.names, old.levels, old.enabled, old.silence, quiet, old.places));
            }
            case Operation.Publish _,
                    Operation.Muting _,
                    Operation.Answers _,
                    Operation.Redrive _,
                    Operation.Crash _,
                    Operation.Pass _ -> {}
        }
    }
}
