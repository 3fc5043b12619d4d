package io.opsbus.invocation.work;

import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;

/** Where an invocation is: the id of what the ledger changes. */
public record InvocationPlace(Scope scope, InvocationId id) {
    /** As a text {@link #parse} reads. */
    public String text() {
        return scope + "/" + id;
    }

    public static InvocationPlace parse(String text) {
        String[] parts = text.split("/", 3);
        return new InvocationPlace(
                new Scope(new AccountId(parts[0]), new RegionId(parts[1])), new InvocationId(parts[2]));
    }
}
