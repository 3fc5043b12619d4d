package io.opsbus.instance.bus;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the events of guide 4 have in common. */
final class Notices {
    static final String VERSION = "1.0";
    static final String PRODUCT = "ECS";

    private Notices() {}

    static String arn(RegionId region, AccountId account, ResourceKind kind, String id) {
        return "acs:ecs:" + region + ":" + account + ":" + kind.word() + "/" + id;
    }

    /** Times of the envelope are told to the millisecond. */
    static Instant eventTime(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Times of the content are told to the second. */
    static Instant contentTime(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
