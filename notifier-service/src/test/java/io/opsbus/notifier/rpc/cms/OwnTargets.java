package io.opsbus.notifier.rpc.cms;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Status;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/** Targets of accounts, and attempts at them. */
final class OwnTargets {
    private OwnTargets() {}

    /** The id of the one target of a rule. */
    static String of(CmsInMemory cms, String account, String rule) {
        return cms.done(account, "DescribeEventTargets", "RuleName", rule).text("/Targets/Target/0/TargetId");
    }

    /** A subscription the operator made for an account. */
    static Subscription ofOperator(CmsInMemory cms, String account) {
        var made = new Subscription(
                new SubscriptionId("sub-operators"),
                new AccountId(account),
                1,
                Given.everything(),
                Webhook.plain(URI.create("https://audit.example.com/secret-path")),
                true);
        cms.routed.add(made);
        cms.live.refresh();
        return made;
    }

    /** The {@code number}th attempt that is known, a second after the one before; it failed. */
    static Entry attempt(String account, String rule, String target, int number) {
        return attempt(account, rule, target, number, Status.FAILED);
    }

    static Entry attempt(String account, String rule, String target, int number, Status status) {
        return new Entry(
                new Place(CmsInMemory.START.plusSeconds(number), new DeliveryId(new UUID(7, number)), 1),
                new Entry.Subject(
                        new AccountId(account),
                        new SubscriptionId("sub-" + target.substring(4)),
                        rule,
                        new TargetId(target),
                        "id-" + number,
                        "Disk:Stalled:Executing",
                        "",
                        3),
                new Entry.Result(status, "5xx", OptionalInt.of(503), Duration.ofNanos(12_345_000), "no room", 3));
    }

    /** The {@code number}th delivery to a target that was given up. */
    static DeadDelivery dead(CmsInMemory cms, String target, int number, DeadReason reason) {
        var owner = cms.live.known(new TargetId(target)).orElseThrow();
        var rule = cms.live.ruleOf(owner.id()).orElse("");
        return new DeadDelivery(
                Given.delivery(owner, number, CmsInMemory.START),
                rule,
                reason,
                9,
                CmsInMemory.START.plusSeconds(number));
    }

    /** As a list of what one field says. */
    static List<String> each(CmsInMemory.Told told, String list, String field) {
        return told.body()
                .at(list)
                .valueStream()
                .map(one -> one.path(field).asText())
                .toList();
    }
}
