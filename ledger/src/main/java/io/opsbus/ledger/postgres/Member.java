package io.opsbus.ledger.postgres;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.Timer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A change of a group, and who waits for it. */
final class Member<I, S, R, F> {
    private final I id;
    private final LedgerRows.Place place;
    private final ReplyCodec<R> replies;
    private final Ledger.Decide<S, R, F> decide;
    private final CompletableFuture<Optional<Decision<S, R, F>>> answer = new CompletableFuture<>();
    private @Nullable S before;
    private @Nullable Decision<S, R, F> decision;
    private boolean wasApplied;

    Member(I id, LedgerRows.Place place, ReplyCodec<R> replies, Ledger.Decide<S, R, F> decide) {
        this.id = id;
        this.place = place;
        this.replies = replies;
        this.decide = decide;
    }

    static <I, S, R, F> Member<I, S, R, F> of(
            I id, String entity, ChangeKey key, ReplyCodec<R> replies, Ledger.Decide<S, R, F> decide) {
        return new Member<>(id, new LedgerRows.Place(entity, key), replies, decide);
    }

    I id() {
        return id;
    }

    LedgerRows.Place place() {
        return place;
    }

    /** The group's answer; empty when the change is to be asked alone. */
    CompletableFuture<Optional<Decision<S, R, F>>> answer() {
        return answer;
    }

    /** Decides, unless it was applied before with this reply. */
    void decide(@Nullable S stored, @Nullable String firstReply) {
        before = stored;
        wasApplied = firstReply != null;
        decision = firstReply != null
                ? new Decision.Accepted<>(stored, replies.read(firstReply), List.of())
                : decide.decide(stored);
    }

    /** Whether there is something to save. */
    boolean isAccepted() {
        return !wasApplied && decision instanceof Decision.Accepted;
    }

    private Decision.Accepted<S, R, F> accepted() {
        return (Decision.Accepted<S, R, F>) Objects.requireNonNull(decision);
    }

    /** Its change of state; none when it stays as it is. */
    Stream<States.Move<I, S>> move() {
        S after = accepted().state();
        return Objects.equals(before, after) ? Stream.empty() : Stream.of(new States.Move<>(id, before, after));
    }

    Stream<Timer> timers() {
        return accepted().timers().stream();
    }

    Stream<F> facts() {
        return accepted().facts().stream();
    }

    LedgerRows.Applied applied() {
        return new LedgerRows.Applied(
                place.entity(), place.key(), replies.write(accepted().reply()));
    }

    void committed() {
        answer.complete(Optional.ofNullable(decision));
    }

    void alone() {
        answer.complete(Optional.empty());
    }
}
