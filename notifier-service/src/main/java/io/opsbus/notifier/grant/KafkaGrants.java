package io.opsbus.notifier.grant;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.targets.KafkaTopic;
import io.opsbus.notifier.targets.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which topics accounts may have events written to: those they were granted, and none of this system's own, whatever was granted. */
public final class KafkaGrants {
    private final List<KafkaGrant> grants;
    private final Set<String> ours;

    /**
     * These and no others.
     *
     * @param ours names of this system's own topics
     * @throws IllegalArgumentException when a grant reaches one of them
     */
    public KafkaGrants(List<KafkaGrant> grants, Set<String> ours) {
        this.grants = List.copyOf(grants);
        this.ours = Set.copyOf(ours);
        for (var grant : grants) {
            ours.stream().filter(grant::couldBe).findFirst().ifPresent(topic -> {
                throw new IllegalArgumentException("opsbus.notifier.kafka-topics.prefix: " + grant.prefix()
                        + " would open this system's own topic " + topic);
            });
        }
    }

    /** What a subscription asks for and was not granted, by the name of the field. */
    public List<FieldProblem> complaints(Subscription subscription) {
        var problems = new ArrayList<FieldProblem>();
        complaint("target", subscription.account(), subscription.target()).ifPresent(problems::add);
        subscription
                .fallback()
                .map(Fallback::target)
                .flatMap(place -> complaint("fallback", subscription.account(), place))
                .ifPresent(problems::add);
        return List.copyOf(problems);
    }

    /** Why an account may not write there; empty when it may, or when it is no topic. */
    public Optional<FieldProblem> complaint(String field, AccountId account, Target place) {
        if (!(place instanceof KafkaTopic topic)) {
            return Optional.empty();
        }
        var prefixes = grants.stream()
                .filter(grant -> grant.bootstrap().equals(topic.bootstrap()))
                .flatMap(grant -> grant.of(account).stream())
                .toList();
        if (prefixes.isEmpty()) {
            return Optional.of(new FieldProblem(
                    field + ".bootstrap", "Forbidden", "the operator has opened no such cluster to this account"));
        }
        var name = topic.topic();
        var isOpen = !ours.contains(name)
                && prefixes.stream().anyMatch(prefix -> name.startsWith(prefix) && name.length() > prefix.length());
        return isOpen
                ? Optional.empty()
                : Optional.of(new FieldProblem(
                        field + ".topic",
                        "Forbidden",
                        "this account's topics there begin with " + String.join(" or ", prefixes)));
    }
}
