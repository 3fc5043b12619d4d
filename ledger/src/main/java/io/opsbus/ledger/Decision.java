package io.opsbus.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pure decision came to. Deciding reads no clock and draws no id: {@code now} and fresh ids are captured by the
 * caller before, so that the same decision can be taken again after an unknown outcome and comes out equal.
 *
 * @param <S> the entity's state
 * @param <R> what the caller is told
 * @param <F> the domain facts to publish
 */
public sealed interface Decision<S, R, F> {

    /**
     * Yes. State, facts, timers and reply are saved in one transaction.
     *
     * @param state the state from now on; null removes the entity
     * @param facts published in this order; facts of one entity keep their order on Kafka (see {@code relay.Relay})
     * @param timers timers to set or cancel together with the state
     */
    record Accepted<S, R, F>(@Nullable S state, R reply, List<F> facts, List<Timer> timers)
            implements Decision<S, R, F> {
        public Accepted {
            facts = List.copyOf(facts);
            timers = List.copyOf(timers);
        }

        public Accepted(@Nullable S state, R reply, List<F> facts) {
            this(state, reply, facts, List.of());
        }

        /** The same decision with these timers in place of any it had. */
        public Accepted<S, R, F> withTimers(Timer... changes) {
            return new Accepted<>(state, reply, facts, List.of(changes));
        }
    }

    /** No. Nothing is saved, the change key neither: the same key may be tried again later. */
    record Refused<S, R, F>(Refusal refusal) implements Decision<S, R, F> {}

    /** The reply of a change that has nothing to tell but that it is done; its codec is {@link ReplyCodec#done()}. */
    enum Done {
        DONE
    }

    /** An acceptance whose reply is {@link Done}. */
    static <S, F> Accepted<S, Done, F> accepted(@Nullable S state, List<F> facts) {
        return new Accepted<>(state, Done.DONE, facts);
    }

    static <S, R, F> Refused<S, R, F> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }
}
