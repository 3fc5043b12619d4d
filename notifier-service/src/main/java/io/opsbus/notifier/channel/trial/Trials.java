package io.opsbus.notifier.channel.trial;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Tries targets, on the way every attempt takes: the same channels, signatures and egress policy. Neither lanes nor breakers nor the log of
 * attempts hear of it; so it is made at once, whether the target is held or not, and its pace does not bound it but a rate of its own.
 */
public final class Trials {
    /** Of one target. */
    static final Duration APART = Duration.ofSeconds(5);

    /** Of all targets of an account. */
    static final int A_MINUTE = 10;

    /** Of everybody, in this process. */
    static final int AT_ALL = 100;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A channel ends an attempt within the attempt's time by itself. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Channel channel;
    private final Duration patience;
    private final InstantSource clock;
    private final Supplier<UUID> fresh;
    private final Deque<Past> lastMinute = new ArrayDeque<>();

    private record Past(AccountId account, TargetId target, Instant at) {}

    /**
     * Trials on this channel.
     *
     * @param patience the longest an attempt takes
     * @param fresh never the same twice
     */
    public Trials(Channel channel, Duration patience, InstantSource clock, Supplier<UUID> fresh) {
        this.channel = channel;
        this.patience = patience.plus(GRACE);
        this.clock = clock;
        this.fresh = fresh;
    }

    /** Sends one message to a target of a subscription and waits for its end. */
    public Trial of(TargetId target, Subscription owner) {
        if (!isAllowed(owner.account(), target)) {
            return new Trial.TooMany();
        }
        var delivery = TrialEvent.to(target, owner, fresh.get(), clock.instant());
        var shot = new Shot(delivery, owner.at(target));
        var begin = System.nanoTime();
        channel.send(List.of(shot));
        var outcome = shot.await(patience);
        return new Trial.Made(delivery.id(), outcome, Duration.ofNanos(System.nanoTime() - begin));
    }

    private synchronized boolean isAllowed(AccountId account, TargetId target) {
        var now = clock.instant();
        while (!lastMinute.isEmpty() && !lastMinute.getFirst().at.plus(MINUTE).isAfter(now)) {
            lastMinute.removeFirst();
        }
        var isTooSoon = lastMinute.stream()
                .anyMatch(one -> one.target.equals(target) && one.at.plus(APART).isAfter(now));
        var ofAccount =
                lastMinute.stream().filter(one -> one.account.equals(account)).count();
        if (isTooSoon || ofAccount >= A_MINUTE || lastMinute.size() >= AT_ALL) {
            return false;
        }
        lastMinute.addLast(new Past(account, target, now));
        return true;
    }

    /** The one attempt. */
    private static final class Shot implements Channel.Post {
        private final Delivery delivery;
        private final Target target;
        private final CompletableFuture<Outcome> end = new CompletableFuture<>();

        Shot(Delivery delivery, Target target) {
            this.delivery = delivery;
            this.target = target;
        }

        @Override
        public Delivery delivery() {
            return delivery;
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public Progress progress() {
            return Progress.NONE;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public void ended(Outcome outcome) {
            end.complete(outcome);
        }

        Outcome await(Duration patience) {
            try {
                return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException _) {
                return new Outcome.Unanswered(Trouble.TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Outcome.Unanswered(Trouble.TIMEOUT);
            }
        }
    }
}
