package io.opsbus.notifier.channel.egress;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.targets.Function;
import io.opsbus.notifier.targets.KafkaTopic;
import io.opsbus.notifier.targets.LogStore;
import io.opsbus.notifier.targets.Mail;
import io.opsbus.notifier.targets.Queue;
import io.opsbus.notifier.targets.Robot;
import io.opsbus.notifier.targets.Sms;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Unusable;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the egress policy says to targets when they are made; each dial asks it again, whatever was said here. */
public record TargetEgress(EgressPolicy policy) {
    private record Place(String field, URI url) {}

    /** What it says to targets of this account. */
    public TargetEgress of(AccountId account) {
        return new TargetEgress(policy.of(account.value()));
    }

    /** What of a subscription is refused, by the name of the field. */
    public List<FieldProblem> complaints(Subscription subscription) {
        return of(subscription.account()).complaints(subscription.target(), subscription.fallback());
    }

    private List<FieldProblem> complaints(Target target, Optional<Fallback> fallback) {
        return Stream.concat(
                        complaint("target", target).stream(),
                        fallback.map(Fallback::target).flatMap(other -> complaint("fallback", other)).stream())
                .toList();
    }

    /** Why such a target would not be called; empty when it would, as far as that can be known. */
    public Optional<FieldProblem> complaint(String field, Target target) {
        return place(target)
                .flatMap(place -> (target instanceof Queue ? policy.intoQueues() : policy)
                        .complaint(place.url())
                        .map(why -> new FieldProblem(field + "." + place.field(), "Forbidden", why)));
    }

    private static Optional<Place> place(Target target) {
        return switch (target) {
            case Webhook webhook -> Optional.of(new Place("url", webhook.url()));
            case Function function -> Optional.of(new Place("url", function.url()));
            case Robot robot ->
                Optional.of(new Place("url", URI.create(robot.url().reveal())));
            case LogStore store -> Optional.of(new Place("endpoint", store.endpoint()));
            case Queue queue -> queue.place().map(there -> new Place("endpoint", there.endpoint()));
            // through servers of the operator's, or clusters he has granted
            case Mail _, Sms _, KafkaTopic _ -> Optional.empty();
            case Unusable _ -> Optional.empty();
        };
    }
}
