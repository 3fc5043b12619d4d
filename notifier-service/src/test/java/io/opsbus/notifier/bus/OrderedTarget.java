package io.opsbus.notifier.bus;

import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The receiver, and what it must see of each resource's events: a list of what should not have been. */
final class OrderedTarget implements Channel {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ResourceOrder order;
    private final InstantSource clock;
    private final Supplier<Operation.Manner> manner;
    private final Map<String, NavigableMap<Integer, Fate>> fates = new HashMap<>();
    private final List<Open> open = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean everFailed;
    private int superseded;

    private record Open(Post post, Operation.Manner manner, Instant at) {}

    /** What became of one event; {@code mayRepeat}: somebody died who had it in hand. */
    private static final class Fate {
        private int taken;
        private int repeats;
        private boolean failed;
        private boolean dead;
        private boolean superseded;

        private boolean isOver() {
            return taken > 0 || dead || superseded;
        }
    }

    /** @param manner how it answers the next attempt */
    OrderedTarget(ResourceOrder order, InstantSource clock, Supplier<Operation.Manner> manner) {
        this.order = order;
        this.clock = clock;
        this.manner = manner;
    }

    List<String> problems() {
        return problems;
    }

    int superseded() {
        return superseded;
    }

    void owed(String resource, int number) {
        fates.computeIfAbsent(resource, _ -> new TreeMap<>()).put(number, new Fate());
    }

    private static int number(Delivery delivery) {
        return Integer.parseInt(delivery.about().eventId().substring("event-".length()));
    }

    private NavigableMap<Integer, Fate> line(Delivery delivery) {
        return Optional.ofNullable(fates.get(delivery.about().eventName())).orElseThrow();
    }

    private Fate fate(Delivery delivery) {
        return Optional.ofNullable(line(delivery).get(number(delivery))).orElseThrow();
    }

    private void demand(boolean good, Delivery about, String what) {
        if (!good) {
            problems.add(about.about().eventName() + " " + about.about().eventId() + " " + what);
        }
    }

    @Override
    public void send(List<? extends Post> posts) {
        posts.forEach(this::begin);
    }

    private void begin(Post post) {
        var delivery = post.delivery();
        var fate = fate(delivery);
        demand(fate.taken <= fate.repeats, delivery, "was sent though it had arrived");
        demand(!fate.dead || fate.repeats > 0, delivery, "was sent though it was dead");
        demand(!fate.superseded, delivery, "was sent though it was superseded");
        demand(
                open.stream()
                        .noneMatch(one -> order != ResourceOrder.SKIP
                                && one.post
                                        .delivery()
                                        .about()
                                        .eventName()
                                        .equals(delivery.about().eventName())),
                delivery,
                "was sent beside another of its resource");
        for (var earlier : line(delivery).headMap(number(delivery)).entrySet()) {
            var before = earlier.getValue();
            var mayPass = order == ResourceOrder.SKIP && before.failed;
            demand(before.isOver() || mayPass, delivery, "was sent before " + earlier.getKey());
        }
        if (order != ResourceOrder.SKIP || !fate.failed) {
            for (var later : line(delivery).tailMap(number(delivery), false).entrySet()) {
                demand(later.getValue().taken == 0, delivery, "was sent after " + later.getKey());
            }
        }
        var how = manner.get();
        switch (how) {
            case WELL, BADLY, GONE -> end(post, how);
            case HANGS, SLOWLY -> open.add(new Open(post, how, clock.instant()));
        }
    }

    private void end(Post post, Operation.Manner how) {
        var fate = fate(post.delivery());
        switch (how) {
            case WELL, SLOWLY -> {
                fate.taken++;
                post.ended(new Outcome.Answered(204, Optional.empty()));
            }
            case BADLY, GONE, HANGS -> {
                fate.failed = true;
                everFailed = true;
                post.ended(
                        how == Operation.Manner.HANGS
                                ? new Outcome.Unanswered(Outcome.Trouble.TIMEOUT)
                                : new Outcome.Answered(how == Operation.Manner.GONE ? 410 : 500, Optional.empty()));
            }
        }
    }

    /** Ends what is slow, and what has hung for long enough. */
    void goOn() {
        var ending = open.stream()
                .filter(one -> one.manner == Operation.Manner.SLOWLY
                        || !one.at.plus(TIMEOUT).isAfter(clock.instant()))
                .toList();
        open.removeAll(ending);
        ending.forEach(one -> end(one.post, one.manner));
    }

    boolean isQuiet() {
        return open.isEmpty();
    }

    void died(Delivery delivery) {
        fate(delivery).dead = true;
    }

    void superseded(Delivery delivery) {
        superseded++;
        fate(delivery).superseded = true;
        demand(order == ResourceOrder.SUPERSEDE, delivery, "was superseded");
        demand(everFailed, delivery, "was superseded though nothing had failed");
        demand(line(delivery).lastKey() > number(delivery), delivery, "was superseded by nothing");
    }

    /** Whoever had something in hand is dead: what is open arrives, and may come again. */
    void crashed() {
        for (var one : open) {
            if (one.manner == Operation.Manner.SLOWLY) {
                fate(one.post.delivery()).taken++;
            }
        }
        open.clear();
        fates.values().forEach(line -> line.values().forEach(fate -> fate.repeats++));
    }

    /** Nothing is under way any more. */
    void ended() {
        fates.forEach((resource, line) -> line.forEach((number, fate) -> {
            if (!fate.isOver()) {
                problems.add(resource + " event-" + number + " is lost");
            }
            if (number.equals(line.lastKey()) && fate.superseded) {
                problems.add(resource + " event-" + number + " is the newest and was given up");
            }
        }));
    }
}
