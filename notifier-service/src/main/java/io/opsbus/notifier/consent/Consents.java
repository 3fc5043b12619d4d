package io.opsbus.notifier.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What receivers have said, durable. A consent stays: an address that is used again is not asked again. */
public interface Consents {
    /** Of these, those who have consented. */
    Set<Receiver> given(Collection<Receiver> of);

    /** What is known of one. */
    Consent find(Receiver receiver);

    /**
     * Of these, some whose turn it is to be asked, those never asked among them; until {@code until} no other call returns them.
     */
    List<Receiver> take(Collection<Receiver> of, Instant now, Instant until, int limit);

    /** One has answered, or has not: {@link Consent#after}. */
    void heard(Receiver receiver, Consent.Answer answer, Instant now);
}
