package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.history.Announcements;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.rpc.cms.Turns;
import java.time.Duration;

/**
 * What Actions on events work with.
 *
 * @param past the events of the last days
 * @param announcements tells an event to whoever's rules want it
 * @param thresholds counts for rules that want to hear of many
 * @param subscriptions those made without a rule
 * @param keep how long past events are kept
 * @param lines who may look through them
 */
public record EventDesk(
        PastEvents past,
        Announcements announcements,
        Thresholds thresholds,
        Subscriptions subscriptions,
        Duration keep,
        Lines lines) {

    /**
     * Whose turn it is.
     *
     * @param searches of what lists or counts them
     * @param dryRuns of what tries a rule on them
     */
    public record Lines(Turns searches, Turns dryRuns) {}
}
