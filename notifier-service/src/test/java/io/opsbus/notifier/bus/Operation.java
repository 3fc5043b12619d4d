package io.opsbus.notifier.bus;

import io.opsbus.notifier.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Something that happens to a notifier; each rule has the same three possible places its events go to, of which the last is people's mail. */
sealed interface Operation {
    int RULES = 3;
    int PLACES = 3;
    int RESOURCES = 2;
    List<String> NAMES =
            List.of("Instance:StateChange", "Disk:Stalled:Executing", "Instance:SystemFailure.Reboot:Executed");

    /** One place of a rule's. */
    record Spot(int rule, int place) {
        boolean isPeople() {
            return place == PLACES - 1;
        }
    }

    /** How a target answers from now on. */
    enum Manner {
        WELL,
        BADLY,
        GONE,
        /** Not at all. */
        HANGS,
        /** Well, but later. */
        SLOWLY
    }

    /** A part of the day, in minutes of UTC, in which a rule is quiet. */
    record Quiet(int from, int to, Set<Level> through, boolean programsToo) {}

    record Publish(String name, Level level, int resource) implements Operation {}

    record Edit(int rule, Set<String> names, Set<Level> levels) implements Operation {}

    record Enable(int rule, boolean on) implements Operation {}

    record Delete(int rule) implements Operation {}

    record AddTarget(Spot spot) implements Operation {}

    record RemoveTarget(Spot spot) implements Operation {}

    record Pause(Spot spot, boolean on) implements Operation {}

    /** The operator stops all sending, to everybody or to the account, or lets it go on. */
    record Stop(boolean everybody, boolean on) implements Operation {}

    /** What was told once is not told again for so long. */
    record Silence(int rule, Duration length) implements Operation {}

    /** What the account asks for to be told less. */
    sealed interface Muting extends Operation {}

    /** The account is not told of some events of a resource, or of any: from so long from now on, for so long. */
    record BeginSilence(Set<String> names, Optional<Integer> resource, Duration in, Duration length) implements Muting {
        /** Before their number. */
        static final String PREFIX = "sil-";
    }

    /** One of those made is over. */
    record EndSilence(int number) implements Muting {}

    /** Between an event that begins it and one that ends it, at most so long, some others of the same resource are kept back. */
    record Inhibit(String begins, String ends, Set<String> mutes, Duration atMost) implements Muting {
        /** Before their number. */
        static final String PREFIX = "inh-";
    }

    /** One of those made is removed. */
    record Uninhibit(int number) implements Muting {}

    record QuietHours(int rule, Optional<Quiet> quiet) implements Operation {}

    record Answers(Spot spot, Manner manner) implements Operation {}

    /** Everything dead is brought back, or everything that was kept back. */
    record Redrive(boolean keptBack) implements Operation {}

    /** The process dies at once, or in the next operation: at its so-many-th call of a port, before or after that has its effect. */
    record Crash(int call, boolean after) implements Operation {}

    record Pass(Duration time) implements Operation {}

    /** So many, the same for the same seed. */
    static List<Operation> some(long seed, int count) {
        var random = new SplittableRandom(seed);
        var all = new ArrayList<Operation>();
        for (var rule = 0; rule < RULES; rule++) {
            all.add(new AddTarget(new Spot(rule, random.nextInt(PLACES))));
        }
        while (all.size() < count) {
            all.add(one(random));
        }
        return List.copyOf(all);
    }

    private static Operation one(SplittableRandom random) {
        var rule = random.nextInt(RULES);
        var spot = new Spot(rule, random.nextInt(PLACES));
        return switch (random.nextInt(38)) {
            case 0 -> new Edit(rule, subset(random, NAMES), subset(random, List.of(Level.values())));
            case 1, 2 -> new Enable(rule, random.nextInt(3) > 0);
            case 3 -> random.nextInt(3) == 0 ? new Delete(rule) : new RemoveTarget(spot);
            case 4, 5, 6 -> new AddTarget(spot);
            case 7, 8 -> new Pause(spot, random.nextBoolean());
            case 9 -> new Silence(rule, Duration.ofMinutes(random.nextInt(3) * 10L));
            case 10 -> new QuietHours(rule, quiet(random));
            case 11, 12, 13, 14 -> new Answers(spot, any(random, List.of(Manner.values())));
            case 15 -> new Redrive(random.nextInt(3) == 0);
            case 16, 17 -> new Crash(random.nextInt(14), random.nextBoolean());
            case 18, 19, 20, 21, 22 -> new Pass(time(random));
            case 23 -> new Stop(random.nextBoolean(), random.nextInt(3) == 0);
            case 24, 25, 26, 27, 28 -> muting(random);
            default -> new Publish(any(random, NAMES), any(random, List.of(Level.values())), random.nextInt(RESOURCES));
        };
    }

    private static Muting muting(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                new BeginSilence(
                        subset(random, NAMES),
                        random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(RESOURCES)),
                        random.nextBoolean() ? Duration.ZERO : time(random),
                        time(random));
            case 2 -> new EndSilence(random.nextInt(100));
            case 3, 4 -> {
                var begins = random.nextInt(NAMES.size());
                var ends = (begins + 1 + random.nextInt(NAMES.size() - 1)) % NAMES.size();
                yield new Inhibit(NAMES.get(begins), NAMES.get(ends), subset(random, NAMES), time(random));
            }
            default -> new Uninhibit(random.nextInt(100));
        };
    }

    private static Duration time(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> Duration.ofSeconds(1);
            case 3, 4, 5 -> Duration.ofSeconds(20);
            case 6, 7, 8 -> Duration.ofMinutes(3);
            case 9, 10 -> Duration.ofMinutes(45);
            default -> Duration.ofHours(9);
        };
    }

    private static Optional<Quiet> quiet(SplittableRandom random) {
        var from = random.nextInt(24) * 60;
        var to = (from + 60 * (1 + random.nextInt(20))) % (24 * 60);
        var through = EnumSet.noneOf(Level.class);
        if (random.nextBoolean()) {
            through.add(Level.CRITICAL);
        }
        return random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(new Quiet(from, to, through, random.nextBoolean()));
    }

    private static <T> T any(SplittableRandom random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static <T> Set<T> subset(SplittableRandom random, List<T> of) {
        var some = new ArrayList<>(of);
        if (random.nextBoolean()) {
            some.remove(random.nextInt(some.size()));
        }
        return Set.copyOf(some);
    }
}
