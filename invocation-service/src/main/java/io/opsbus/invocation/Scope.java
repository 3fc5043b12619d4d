package io.opsbus.invocation;

/** Whose things, and where: every read and every change is within one scope, there is none without. */
public record Scope(AccountId account, RegionId region) {
    @Override
    public String toString() {
        return account + "/" + region;
    }
}
