package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.Level;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.pace.PaceParameters;
import io.opsbus.notifier.rule.EventPattern;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.rule.RuleTarget;
import io.opsbus.notifier.rule.Threshold;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code PutCustomEventRule} (API facts 2.2): a rule that tells when an event of the customer's own came so many times within a period. It is an
 * event rule like the others, listed, switched and deleted by its name; its targets are the contact groups and the callback given here.
 */
final class PutCustomEventRule implements Action {
    private static final int ID_LENGTH = 20;
    private static final Parameter<String> ID = Cms.name("RuleId")
            .meaning("The caller's id of the rule; no other rule of the account may have it.")
            .required();
    private static final Parameter<String> NAME = Cms.name("RuleName").required();
    private static final Parameter<String> EVENT = Cms.name("EventName").required();
    private static final Parameter<String> GROUP = Cms.name("GroupId")
            .meaning("Only events put with this `GroupId` count.")
            .required();
    private static final Parameter<String> LEVEL =
            Take.word("Level", "CRITICAL", "WARN", "INFO").required();
    private static final Parameter<Integer> TIMES = Take.whole("Threshold", 1, Threshold.MOST_TIMES)
            .meaning("How often the event must come within the period.")
            .required();
    private static final Parameter<Integer> PERIOD = Take.whole("Period", 1, (int) Threshold.LONGEST_PERIOD.toSeconds())
            .meaning("Seconds; it slides, and after the rule told it does not tell again for so long.")
            .or(300);
    private static final Parameter<List<String>> CONTACTS = Take.text("ContactGroups")
            .meaning("Names of contact groups, with commas between them.")
            .as("1 to 5 names", (_, text) -> new Got.Given<>(names(text)))
            .only("1 to 5 names", names -> names.stream().distinct().count() <= RuleTarget.MOST_OF_KIND)
            .required();
    private static final Parameter<Optional<String>> CALLBACK =
            Take.text("Webhook").meaning("A URL that is sent the alarm too.").optional();
    private static final Declaration DECLARATION = Cms.writing(
                    "PutCustomEventRule",
                    "Makes a rule that tells when an event of the customer's own came often enough, or changes the one of that name.")
            .takes(ID, NAME, EVENT, GROUP, LEVEL, TIMES, PERIOD, CONTACTS, CALLBACK)
            .takes(PaceParameters.ALL)
            .ignores("EmailSubject")
            .fails(
                    CmsErrors.NO_CONTACT_GROUP,
                    CmsErrors.NOT_BUILT,
                    CmsErrors.INVALID,
                    CmsErrors.RULE_TAKEN,
                    CmsErrors.TOO_MANY)
            .end();

    private final Desk desk;

    PutCustomEventRule(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var targets = targets(call);
        var key = Desk.key(call, call.get(NAME));
        var no = PaceParameters.problem(call)
                .or(() -> CmsErrors.ofTargets(
                        targets, desk.roster(call), desk.egress(call), (target, _) -> name(call, target)))
                .or(() -> taken(call))
                .or(() -> desk.rules()
                        .put(
                                call,
                                key,
                                before -> before == null
                                                || before.terms()
                                                        .threshold()
                                                        .id()
                                                        .equals(call.get(ID))
                                        ? Book.Step.becomes(put(call, before, targets))
                                        : Book.Step.refused(CmsErrors.RULE_TAKEN)));
        if (no.isEmpty()) {
            desk.committed().run();
        }
        return Cms.done(no);
    }

    private static List<String> names(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).toList();
    }

    /** Of the caller's parameters. */
    private static String name(Call call, RuleTarget target) {
        return target instanceof RuleTarget.Contacts contacts
                ? "name " + (call.get(CONTACTS).indexOf(contacts.group()) + 1) + " in ContactGroups"
                : "Webhook";
    }

    private static List<RuleTarget> targets(Call call) {
        var targets = new ArrayList<RuleTarget>();
        for (var group : new LinkedHashSet<>(call.get(CONTACTS))) {
            targets.add(new RuleTarget.Contacts(
                    Integer.toString(targets.size() + 1), group, RuleTarget.Contacts.EVERY_WAY));
        }
        call.get(CALLBACK).ifPresent(url -> targets.add(new RuleTarget.Webhook("1", "POST", "", url)));
        return targets;
    }

    /** Another rule has that id. */
    private Optional<RpcError> taken(Call call) {
        var query = new Shelf.Query(Desk.account(call), "", List.of(EventRule.ownId(call.get(ID))));
        return desk.rules().shelf().list(query, 0, 2).entries().stream()
                .filter(rule -> !rule.key().name().equals(call.get(NAME)))
                .findAny()
                .map(_ -> CmsErrors.RULE_TAKEN);
    }

    private static EventRule put(Call call, @Nullable EventRule before, List<RuleTarget> targets) {
        var pattern = new EventPattern(
                EventPattern.CUSTOM_PRODUCT,
                List.of(),
                List.of(call.get(EVENT)),
                List.of(),
                List.of(),
                EventPattern.Words.NONE);
        var terms = new EventRule.Terms(
                before == null || before.terms().enabled(),
                "",
                EventRule.Source.CUSTOM,
                call.get(GROUP),
                List.of(pattern),
                PaceParameters.pace(call, Duration.ZERO),
                new Threshold(
                        call.get(TIMES),
                        Duration.ofSeconds(call.get(PERIOD)),
                        Level.valueOf(call.get(LEVEL)),
                        call.get(ID)));
        return before == null
                ? new EventRule(
                        Desk.key(call, call.get(NAME)), call.fresh().id("er-", "rule", ID_LENGTH), 1, terms, targets)
                : before.with(terms).withOnly(targets);
    }
}
