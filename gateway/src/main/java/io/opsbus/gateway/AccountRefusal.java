package io.opsbus.gateway;

import io.opsbus.ledger.Refusal;

/** Why a change of an account or its keys is refused. */
public sealed interface AccountRefusal extends Refusal {
    /** There is no such account. */
    record NoSuchAccount() implements AccountRefusal {}

    /** There is one with this id already. */
    record AccountExists() implements AccountRefusal {}

    /** The account has no such key. */
    record NoSuchKey() implements AccountRefusal {}

    /** The id is taken by another key. */
    record KeyExists() implements AccountRefusal {}

    /** The account has as many keys as it may have; {@code most} of them. */
    record TooManyKeys(int most) implements AccountRefusal {}
}
