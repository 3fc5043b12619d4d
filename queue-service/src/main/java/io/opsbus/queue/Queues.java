package io.opsbus.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All queues, each seen by its account alone. Threads share it. */
public interface Queues {
    /** What became of a creation. */
    sealed interface Creation {
        /** It is there now. */
        record Created(Queue queue) implements Creation {}

        /** It was there already, with these very attributes. */
        record Same(Queue queue) implements Creation {}

        /** A queue of that name is there, and it is another one. */
        record Differs() implements Creation {}

        /** The account has as many as it may have. */
        record TooMany() implements Creation {}
    }

    /**
     * Creates a queue.
     *
     * @param most queues an account may have
     */
    Creation create(AccountId account, QueueName name, Attributes attributes, int most, Instant now);

    Optional<Queue> find(AccountId account, QueueName name);

    /** Changes its attributes; empty when there is no such queue. */
    Optional<Queue> change(AccountId account, QueueName name, UnaryOperator<Attributes> change, Instant now);

    /** Deletes it; what was in it goes in the background. False when there is no such queue. */
    boolean delete(AccountId account, QueueName name);

    /**
     * A part of an account's queues, by name.
     *
     * @param prefix of their names; may be empty
     * @param after the name they come after; may be empty
     * @param most how many
     */
    List<Queue> list(AccountId account, String prefix, String after, int most);

    /** The store does not answer just now. */
    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Away(Throwable cause) {
            super("the store of queues is away", cause);
        }
    }
}
