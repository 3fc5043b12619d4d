package io.opsbus.notifier.bus;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The receivers, who outlive every process, and tell the model what they see. */
final class ScriptedTargets implements Channel {
    /** The longest an attempt takes. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<Operation.Spot, Operation.Manner> manners = new HashMap<>();
    private final List<Open> open = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();
    private final PlainNotifier model;
    private final InstantSource clock;

    /** An attempt that has no answer yet. */
    private record Open(Post post, Operation.Manner manner, Instant at) {}

    ScriptedTargets(PlainNotifier model, InstantSource clock) {
        this.model = model;
        this.clock = clock;
    }

    void answer(Operation.Spot spot, Operation.Manner manner) {
        manners.put(spot, manner);
    }

    static Operation.Spot spot(TargetId target) {
        var number = target.value().substring("tgt-r".length()).split("p", 2);
        return new Operation.Spot(Integer.parseInt(number[0]), Integer.parseInt(number[1]));
    }

    static String key(Post post) {
        return PlainNotifier.key(
                post.delivery().about().eventId(), spot(post.delivery().target()));
    }

    @Override
    public void send(List<? extends Post> posts) {
        for (var post : posts) {
            touched.add(key(post));
            model.sent(key(post), clock.instant());
            var manner = manners.getOrDefault(spot(post.delivery().target()), Operation.Manner.WELL);
            switch (manner) {
                case WELL, BADLY, GONE -> end(post, manner);
                case HANGS, SLOWLY -> open.add(new Open(post, manner, clock.instant()));
            }
        }
    }

    private void end(Post post, Operation.Manner manner) {
        switch (manner) {
            case WELL, SLOWLY -> {
                model.tookIt(key(post));
                post.ended(status(204));
            }
            case BADLY -> post.ended(status(500));
            case GONE -> {
                model.refused(key(post));
                post.ended(status(410));
            }
            case HANGS -> post.ended(new Outcome.Unanswered(Outcome.Trouble.TIMEOUT));
        }
    }

    private static Outcome status(int code) {
        return new Outcome.Answered(code, Optional.empty());
    }

    boolean isQuiet() {
        return open.isEmpty();
    }

    /** Answers what it answers slowly, and lets end what has hung for long enough. */
    void goOn() {
        var ending = open.stream()
                .filter(one -> one.manner == Operation.Manner.SLOWLY
                        || !one.at.plus(TIMEOUT).isAfter(clock.instant()))
                .toList();
        open.removeAll(ending);
        ending.forEach(one -> {
            touched.add(key(one.post));
            end(one.post, one.manner);
        });
    }

    /** What was touched since {@link #rest}, or is under way: the process that had it in hand is dead, what was sent arrives all the same. */
    Set<String> inHandOfTheDead() {
        var inHand = new HashSet<>(touched);
        for (var one : open) {
            inHand.add(key(one.post));
            if (one.manner == Operation.Manner.SLOWLY) {
                model.tookIt(key(one.post));
            }
        }
        open.clear();
        return inHand;
    }

    void touch(String key) {
        touched.add(key);
    }

    /** Nothing is in hand but what is open. */
    void rest() {
        touched.clear();
    }
}
