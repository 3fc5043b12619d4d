package io.opsbus.ledger;

/**
 * The idempotency key of a change: the ledger applies a change at most once for each key, however often it is asked and
 * whatever errors were seen in between.
 *
 * @param scope what the key is unique within
 * @param value 1 to 300 characters
 */
public record ChangeKey(Scope scope, String value) {

    /** The longest key, in characters. */
    public static final int MAX_LENGTH = 300;

    public enum Scope {
        /** Unique for one entity: one fact may be applied once to each of many entities. */
        ENTITY,
        /** Unique in the whole ledger: a retried request that drew another fresh id still hears its first answer. */
        LEDGER
    }

    public ChangeKey {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a change key has 1.." + MAX_LENGTH + " characters: " + value.length());
        }
    }

    /** Inbox: consuming a fact is a change of each entity it concerns, applied once to each. */
    public static ChangeKey ofFact(String factId) {
        return new ChangeKey(Scope.ENTITY, "fact:" + factId);
    }

    /**
     * A client's idempotency token. Put the account in front of it ("account/action/token"): two tenants may choose the
     * same token.
     */
    public static ChangeKey ofRequest(String token) {
        return new ChangeKey(Scope.LEDGER, "request:" + token);
    }

    /** A change nobody will repeat but the ledger itself after an unknown outcome; {@code fresh} is a fresh id. */
    public static ChangeKey once(String fresh) {
        return new ChangeKey(Scope.ENTITY, "once:" + fresh);
    }

    /** One firing of one timer: a timer set again is another key. */
    public static ChangeKey ofTimer(Timer.Due due) {
        return new ChangeKey(Scope.ENTITY, "timer:" + due.generation() + ":" + due.key());
    }
}
