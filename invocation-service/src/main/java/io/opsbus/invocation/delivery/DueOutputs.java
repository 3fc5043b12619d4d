package io.opsbus.invocation.delivery;

import java.time.Instant;
import java.util.Optional;

/** Output that is to be delivered. Every method throws {@code StoreAway} while the store does not answer. */
public interface DueOutputs {
    /**
     * One that is due, whose turn came first; nobody else is given it before {@code until}, when whoever took it is taken
     * for dead.
     */
    Optional<DueOutput> take(Instant now, Instant until);

    /** What came of a try. Nothing changes when somebody else has taken it since. */
    void note(DueOutput tried, Verdict verdict);

    /** What follows from a try. */
    sealed interface Verdict {
        /** It is there. */
        record Delivered() implements Verdict {}

        /** It is tried again then. */
        record Again(Instant at, String code) implements Verdict {}

        /** It is given up. */
        record GivenUp(String code) implements Verdict {}
    }
}
