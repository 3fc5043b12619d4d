package io.opsbus.instance.control;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.ledger.Decision;

/**
 * What a caller hears.
 *
 * @param <R> the reply of a yes
 */
public sealed interface Answer<R> {
    /** It is decided and stored, its facts are on their way. */
    record Yes<R>(R reply) implements Answer<R> {}

    /** Nothing has changed. */
    record No<R>(FleetRefusal refusal) implements Answer<R> {}

    /** What the ledger decided, without its state and facts. */
    static <S, R, F> Answer<R> of(Decision<S, R, F> decision) {
        return switch (decision) {
            case Decision.Accepted<S, R, F> yes -> new Yes<>(yes.reply());
            case Decision.Refused<S, R, F> no -> new No<>(refusal(no));
        };
    }

    /** The refusal; every one of this service is a {@link FleetRefusal}. */
    static FleetRefusal refusal(Decision.Refused<?, ?, ?> no) {
        return (FleetRefusal) no.refusal();
    }
}
