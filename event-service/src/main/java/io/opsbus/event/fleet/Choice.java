package io.opsbus.event.fleet;

import io.opsbus.event.AccountId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which instances of an account an operator means: those that fit in every respect named. There is no choice across accounts: a tag is
 * the tenant's own word, and no tenant picks what is done to another's machines.
 *
 * @param region only those there; null for everywhere
 * @param tags only those with all of these, value by key; empty for any
 * @param terms only those on these terms; null for any
 */
public record Choice(
        AccountId account,
        @Nullable String region,
        Map<String, String> tags,
        @Nullable Charged terms) {

    /** How an instance is paid for. */
    public enum Charged {
        /** A subscription with an end: 预付费. */
        AHEAD,
        /** 按量付费. */
        AS_USED
    }

    /** Keeps its own copy. */
    public Choice {
        tags = Map.copyOf(tags);
    }

    /** Everything the account pays as it is used. */
    public static Choice paidAsUsed(AccountId account) {
        return new Choice(account, null, Map.of(), Charged.AS_USED);
    }

    /** Whether it means this instance; never one no list shows. */
    public boolean means(KnownInstance instance) {
        return instance.owner().account().equals(account)
                && !instance.condition().hidden()
                && (region == null || instance.owner().region().equals(region))
                && instance.labels().tags().entrySet().containsAll(tags.entrySet())
                && (terms == null || terms == instance.terms().charged());
    }
}
