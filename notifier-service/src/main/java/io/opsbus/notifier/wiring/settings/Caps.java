package io.opsbus.notifier.wiring.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/** How many things of each kind an account may have. Templates have no cap: there are as many as there are media and languages. */
public record Caps(
        @DefaultValue("1000") int rules,
        @DefaultValue("1000") int subscriptions,
        @DefaultValue("1000") int contacts,
        @DefaultValue("200") int contactGroups,
        @DefaultValue("200") int monitorGroups,
        @DefaultValue("200") int silences,
        @DefaultValue("50") int inhibitions,
        @DefaultValue("10") int redrives) {
    /** The prefix of these settings. */
    public static final String PREFIX = "opsbus.notifier.caps.";

    /** Refuses what cannot work. */
    public Caps {
        Demand.that(rules >= 1, PREFIX + "rules", "must be at least 1");
        Demand.that(subscriptions >= 1, PREFIX + "subscriptions", "must be at least 1");
        Demand.that(contacts >= 1, PREFIX + "contacts", "must be at least 1");
        Demand.that(contactGroups >= 1, PREFIX + "contact-groups", "must be at least 1");
        Demand.that(monitorGroups >= 1, PREFIX + "monitor-groups", "must be at least 1");
        Demand.that(silences >= 1, PREFIX + "silences", "must be at least 1");
        Demand.that(inhibitions >= 1, PREFIX + "inhibitions", "must be at least 1");
        Demand.that(redrives >= 1, PREFIX + "redrives", "must be at least 1");
    }
}
