package io.opsbus.notifier.rpc.cms;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Refusal;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.store.NoFact;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One kind of thing accounts keep.
 *
 * @param shelf where it is read
 * @param ledger the one way it changes
 * @param cap how many an account may have
 */
public record Book<T extends Kept>(Shelf<T> shelf, Ledger<Key, T, NoFact> ledger, Cap cap) {
    /** Things of a kind whose names alone are few. */
    public Book(Shelf<T> shelf, Ledger<Key, T, NoFact> ledger) {
        this(shelf, ledger, Cap.NONE);
    }

    /**
     * The most an account may have of something. What is made at the same moment is not counted together: it may be passed by as many as are made
     * at once.
     *
     * @param setting where the operator says so
     */
    public record Cap(int most, String setting) {
        /** As many as there can be. */
        public static final Cap NONE = new Cap(Integer.MAX_VALUE, "");
    }

    /** A "no" in the API's own words. */
    private record No(RpcError error) implements Refusal {}

    /** What a thing becomes. */
    public sealed interface Step<T> {
        /** This; null: it is deleted. */
        record Becomes<T>(@Nullable T state) implements Step<T> {}

        /** It stays as it is, and the caller hears why. */
        record Refused<T>(RpcError error) implements Step<T> {}

        /** It becomes this. */
        static <T> Step<T> becomes(@Nullable T state) {
            return new Becomes<>(state);
        }

        /** It does not change. */
        static <T> Step<T> refused(RpcError error) {
            return new Refused<>(error);
        }
    }

    /** Changes what is there; {@code absent} is the answer when nothing is. */
    public Optional<RpcError> change(Call call, Key key, RpcError absent, Function<T, Step<T>> step) {
        return decide(call, key, before -> before == null ? Step.refused(absent) : step.apply(before));
    }

    /** Decides what the key holds from now on; a new thing beyond the cap is refused. */
    public Optional<RpcError> put(Call call, Key key, Put<T> step) {
        return isFull(key) ? Optional.of(CmsErrors.tooMany(cap)) : decide(call, key, step);
    }

    private boolean isFull(Key key) {
        return cap.most() < Integer.MAX_VALUE
                && shelf.find(key).isEmpty()
                && shelf.list(Shelf.Query.all(key.account()), 0, 0).total() >= cap.most();
    }

    private Optional<RpcError> decide(Call call, Key key, Put<T> step) {
        var once = ChangeKey.ofRequest(call.accountId() + "/" + call.fresh().changeKey(key.name()));
        var decision = ledger.change(key, once, before -> switch (step.from(before)) {
            case Step.Becomes<T>(var state) -> Decision.accepted(state, List.of());
            case Step.Refused<T>(var error) -> Decision.refused(new No(error));
        });
        return switch (decision) {
            case Decision.Accepted<T, Decision.Done, NoFact> _ -> Optional.empty();
            case Decision.Refused<T, Decision.Done, NoFact>(No(var error)) -> Optional.of(error);
            case Decision.Refused<T, Decision.Done, NoFact>(var other) ->
                throw new IllegalStateException("not a refusal of ours: " + other);
        };
    }

    /** From what is there, or null, to what shall be. */
    @FunctionalInterface
    public interface Put<T> {
        /** Pure. */
        Step<T> from(@Nullable T before);
    }
}
