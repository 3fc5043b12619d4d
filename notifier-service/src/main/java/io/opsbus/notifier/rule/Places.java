package io.opsbus.notifier.rule;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.contact.Way;
import io.opsbus.notifier.grant.CloudName;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a rule's target leads to, as far as there is a way. A kind nothing delivers to is told, never taken. */
public sealed interface Places {
    /** One place; {@code name} is the same whatever becomes of its address. */
    record Place(String name, Target target) {}

    /** These places; none only while nobody there has confirmed an address. */
    record Some(List<Place> places) implements Places {}

    /** Nothing here delivers to such a target; {@code what} says what it is. */
    record NotBuilt(String what) implements Places {}

    /**
     * The operator has not said where such a name leads.
     *
     * @param place what the place would be called
     * @param why a sentence that begins with what the contract calls such a target
     */
    record Nowhere(String place, Target.Kind kind, String why) implements Places {}

    /**
     * It cannot be used.
     *
     * @param field which of the target's, as the contract spells it; empty: several of them
     * @param why reads on after the field; repeats nothing of what was sent
     */
    record Unsound(String field, String why) implements Places {}

    /** The contact group is not there. */
    record NoGroup() implements Places {}

    /**
     * Looks for the places of a target.
     *
     * @param roster of the rule's account
     */
    static Places of(RuleTarget target, Roster roster) {
        if (target.id().isBlank() || target.id().length() > 64) {
            return new Unsound("Id", "has 1 to 64 characters");
        }
        return switch (target) {
            case RuleTarget.Webhook webhook -> webhook(webhook);
            case RuleTarget.Contacts contacts -> contacts(contacts, roster);
            case RuleTarget.Queue queue -> queue(queue);
            case RuleTarget.Function function ->
                named(
                        Target.Kind.FUNCTION,
                        function.id(),
                        CloudName.ofFunction(function.region(), function.service(), function.function()),
                        roster);
            case RuleTarget.Log log ->
                named(
                        Target.Kind.LOG_STORE,
                        log.id(),
                        CloudName.ofLogStore(log.region(), log.project(), log.store()),
                        roster);
            // a key's policy bounds what may be called; a rule has no key, and there are no roles to bound it by
            case RuleTarget.OpenApi _ -> new NotBuilt("an Action: none is called in a rule's name");
        };
    }

    private static Places webhook(RuleTarget.Webhook webhook) {
        var protocol = webhook.protocol().toLowerCase(Locale.ROOT);
        if (!List.of("", "http", "https").contains(protocol)) {
            return new Unsound("Protocol", "is http");
        }
        return single(
                "Url",
                "webhook/" + webhook.id(),
                Map.of(
                        "type",
                        "webhook",
                        "url",
                        webhook.url(),
                        "method",
                        webhook.method().toLowerCase(Locale.ROOT)));
    }

    /** A queue of the rule's own account, in queue-service: the channel writes in the name of the event's account. */
    private static Places queue(RuleTarget.Queue queue) {
        return queue.queue().isEmpty()
                ? new NotBuilt("a topic, only to a Queue")
                : single("Queue", "queue/" + queue.id(), Map.of("type", "queue", "queue", queue.queue()));
    }

    /** By a name alone nobody finds a function or a log: the contract's clouds know where, here the operator says. */
    private static Places named(Target.Kind kind, String id, CloudName name, Roster roster) {
        var parameter = name.sort().parameter();
        if (!name.isName()) {
            return new Unsound("", "is a name whose parts have at most " + CloudName.MOST + " characters each");
        }
        var place = kind.word() + "/" + id;
        return roster.lead(name)
                .map(form -> single("", place, form))
                .orElseGet(() -> new Nowhere(
                        place,
                        kind,
                        parameter + ": this installation knows no "
                                + name.sort().word() + " of this account with " + name + "; its operator can say in "
                                + name.sort().setting() + " where that leads."));
    }

    private static Places single(String field, String name, Map<String, Object> form) {
        var problems = new ArrayList<FieldProblem>();
        var target = Target.read(form, problems);
        if (target.isEmpty()) {
            return new Unsound(field, "cannot be used: " + problems.getFirst().message());
        }
        return target.get().kind().offered()
                ? new Some(List.of(new Place(name, target.get())))
                : new NotBuilt("a target of this kind");
    }

    private static Places contacts(RuleTarget.Contacts contacts, Roster roster) {
        var group = roster.group(contacts.group());
        if (group.isEmpty()) {
            return new NoGroup();
        }
        var places = group.get().contacts().stream()
                .flatMap(name -> roster.contact(name).stream())
                .flatMap(contact -> ways(contact)
                        .filter(way -> way.kind() != Target.Kind.SMS || contacts.reachesTelephones())
                        .map(way -> new Place(
                                "contacts/" + contacts.id() + "/"
                                        + contact.key().name() + "/"
                                        + way.kind().word(),
                                way)))
                .toList();
        var isAwaited = group.get().contacts().stream()
                .flatMap(name -> roster.contact(name).stream())
                .anyMatch(contact -> !contact.pending().isEmpty());
        return places.isEmpty() && !isAwaited
                ? new NotBuilt("people of whom nobody can be reached by a channel there is"
                        + (contacts.reachesTelephones() ? "" : " of Level " + contacts.level()))
                : new Some(places);
    }

    /**
     * The ways to a person that there are; an address that cannot be used any more is none, and one that nobody has confirmed is none yet. What goes to one that cannot be opened now waits until
     * it can.
     */
    static Stream<Target> ways(Contact contact) {
        var sealed = contact.reach().dingWebHook().unopened().stream()
                .map(robot -> new Unusable(Target.Kind.ROBOT, robot.why()));
        return Stream.concat(open(contact), sealed);
    }

    private static Stream<Target> open(Contact contact) {
        var reach = contact.reach();
        var language = contact.language().startsWith("en") ? "en" : "zh";
        var robot = reach.dingWebHook().reveal();
        return Stream.of(
                        form(
                                !reach.mail().isEmpty() && !contact.isPending(Way.MAIL),
                                Map.of("type", "mail", "to", List.of(reach.mail()), "language", language)),
                        form(
                                !reach.sms().isEmpty() && !contact.isPending(Way.SMS),
                                Map.of("type", "sms", "to", List.of(reach.number()), "language", language)),
                        form(
                                !robot.isEmpty(),
                                Map.of("type", "robot", "family", "dingtalk", "url", robot, "language", language)))
                .flatMap(Optional::stream)
                .flatMap(form -> Target.read(form, new ArrayList<>()).stream())
                .filter(target -> target.kind().offered());
    }

    private static Optional<Map<String, Object>> form(boolean isSet, Map<String, Object> form) {
        return isSet ? Optional.of(form) : Optional.empty();
    }
}
