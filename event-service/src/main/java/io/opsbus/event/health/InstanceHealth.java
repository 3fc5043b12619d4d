package io.opsbus.event.health;

import static io.opsbus.event.health.HealthStatus.IMPAIRED;
import static io.opsbus.event.health.HealthStatus.INITIALIZING;
import static io.opsbus.event.health.HealthStatus.INSUFFICIENT_DATA;
import static io.opsbus.event.health.HealthStatus.MAINTAINING;
import static io.opsbus.event.health.HealthStatus.NOT_APPLICABLE;
import static io.opsbus.event.health.HealthStatus.OK;
import static io.opsbus.event.health.HealthStatus.WARNING;

import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.health.Vitals.Check;
import io.opsbus.event.health.Vitals.Power;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The health of an instance. The first that holds counts: not applicable (off), impaired (a failure goes on, a check is
 * bad), maintaining, initialising, insufficient data (its agent is silent, or nobody watches it), warning (something is
 * planned or doubtful), fine.
 */
public final class InstanceHealth {
    private InstanceHealth() {}

    /** What the vitals say at this time. */
    public static Health of(Vitals vitals, HealthRules rules, Instant now) {
        if (vitals.power() == Power.OFF) {
            return new Health(NOT_APPLICABLE, "The instance does not run.");
        }
        return impaired(vitals)
                .or(() -> maintaining(vitals))
                .or(() -> initializing(vitals, rules, now))
                .or(() -> insufficient(vitals, rules, now))
                .or(() -> warning(vitals))
                .orElse(new Health(OK, "All checks passed."));
    }

    private static Optional<Health> impaired(Vitals vitals) {
        return event(vitals, InstanceHealth::isFailing)
                .or(() -> check(vitals, Check.Finding.BAD))
                .map(reason -> new Health(IMPAIRED, reason));
    }

    private static boolean isFailing(Published event) {
        return event.status() == EventStatus.EXECUTING
                && switch (event.type().cause()) {
                    case SYSTEM_FAILURE, INSTANCE_FAILURE -> true;
                    case DISK_TROUBLE -> event.type() != EventType.DISK_DEGRADED;
                    case SYSTEM_MAINTENANCE, INSTANCE_EXPIRATION, ACCOUNT_UNBALANCED -> false;
                };
    }

    private static Optional<Health> maintaining(Vitals vitals) {
        return event(
                        vitals,
                        event -> event.status() == EventStatus.EXECUTING
                                && switch (event.type().cause()) {
                                    case SYSTEM_MAINTENANCE -> event.type() != EventType.MAINTENANCE_PERFORMANCE_IMPACT;
                                    case INSTANCE_EXPIRATION, ACCOUNT_UNBALANCED -> true;
                                    case SYSTEM_FAILURE, INSTANCE_FAILURE, DISK_TROUBLE -> false;
                                })
                .map(reason -> new Health(MAINTAINING, reason));
    }

    private static Optional<Health> initializing(Vitals vitals, HealthRules rules, Instant now) {
        if (vitals.power() == Power.COMING) {
            return Optional.of(new Health(INITIALIZING, "The instance is starting."));
        }
        Instant heard = vitals.agent().heard();
        boolean awaited = heard != null && heard.isBefore(vitals.since());
        boolean young = now.isBefore(vitals.since().plus(rules.boot()));
        return (awaited || (heard == null && !vitals.watched())) && young
                ? Optional.of(new Health(
                        INITIALIZING,
                        "The instance runs since " + vitals.since() + ", and its agent was not heard of yet."))
                : Optional.empty();
    }

    private static Optional<Health> insufficient(Vitals vitals, HealthRules rules, Instant now) {
        Instant heard = vitals.agent().heard();
        if (heard == null) {
            return vitals.watched()
                    ? Optional.empty()
                    : Optional.of(new Health(INSUFFICIENT_DATA, "Nothing watches the instance: it has no agent."));
        }
        return heard.plus(rules.silence()).isBefore(now)
                ? Optional.of(new Health(INSUFFICIENT_DATA, "The agent was last heard of at " + heard + "."))
                : Optional.empty();
    }

    private static Optional<Health> warning(Vitals vitals) {
        return event(vitals, event -> event.status().isOpen())
                .or(() -> check(vitals, Check.Finding.DOUBTFUL))
                .map(reason -> new Health(WARNING, reason));
    }

    private static Optional<String> event(Vitals vitals, Predicate<Published> which) {
        return first(vitals.events(), which)
                .map(event -> event.type().word() + " is " + event.status().word() + " (" + event.id() + ").");
    }

    private static Optional<String> check(Vitals vitals, Check.Finding finding) {
        return first(vitals.checks(), check -> check.finding() == finding)
                .map(check ->
                        "The check of " + check.name() + (finding == Check.Finding.BAD ? " failed." : " is doubtful."));
    }

    private static <T> Optional<T> first(List<T> all, Predicate<T> which) {
        return all.stream().filter(which).findFirst();
    }
}
