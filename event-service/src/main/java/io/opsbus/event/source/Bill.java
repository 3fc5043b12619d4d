package io.opsbus.event.source;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventInput.Schedule;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.kind.UserWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a bill plans for an instance: 实例会被立刻停止、实例会在15天后被释放 (guide 3.1). Both events are planned at once; the
 * release is made known when the stop is due, and a payment before takes both back.
 */
public sealed interface Bill {
    /** The stop, then the release. */
    List<Schedule> events();

    /**
     * A subscription ends.
     *
     * @param end when; another end is another bill
     */
    record Expiry(Target.OfInstance instance, Instant end) implements Bill {
        @Override
        public List<Schedule> events() {
            String name = "expiry/" + instance.instance() + "/" + end;
            return stopAndDelete(
                    new Subject(
                            EventId.derived(name + "/stop"),
                            EventType.EXPIRATION_STOP,
                            instance,
                            Origin.BILLING,
                            "The subscription ends."),
                    new Subject(
                            EventId.derived(name + "/delete"),
                            EventType.EXPIRATION_DELETE,
                            instance,
                            Origin.BILLING,
                            "The subscription has ended."),
                    end);
        }
    }

    /**
     * An account owes money.
     *
     * @param since when its balance fell below zero
     * @param grace how long until its instances are stopped: 账号欠费而停止的操作窗口期通常小于1小时
     */
    record Overdue(Target.OfInstance instance, Instant since, Duration grace) implements Bill {
        /** Refuses a grace the guide does not have. */
        public Overdue {
            if (grace.isNegative() || grace.compareTo(UserWindow.OVERDUE.longest()) > 0) {
                throw new IllegalArgumentException("grace must be 0 to " + UserWindow.OVERDUE.longest());
            }
        }

        @Override
        public List<Schedule> events() {
            String name = "overdue/" + instance.instance() + "/" + since;
            return stopAndDelete(
                    new Subject(
                            EventId.derived(name + "/stop"),
                            EventType.UNBALANCED_STOP,
                            instance,
                            Origin.BILLING,
                            "The account's balance is below zero."),
                    new Subject(
                            EventId.derived(name + "/delete"),
                            EventType.UNBALANCED_DELETE,
                            instance,
                            Origin.BILLING,
                            "The account's balance has been below zero."),
                    since.plus(grace));
        }
    }

    private static List<Schedule> stopAndDelete(Subject stop, Subject delete, Instant stopAt) {
        return List.of(new Schedule(stop, stopAt), new Schedule(delete, stopAt.plus(UserWindow.RELEASE.longest())));
    }
}
