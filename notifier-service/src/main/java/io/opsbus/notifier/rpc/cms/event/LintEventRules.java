package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.grant.CloudName;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.rule.Finding;
import io.opsbus.notifier.rule.Lint;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code LintEventRules}: of one rule, or of all there are and of the subscriptions made without one. */
final class LintEventRules implements Action {

    private static final int AT_ONCE = 100;
    private static final Parameter<Optional<String>> RULE = Cms.name("RuleName")
            .meaning("Left out: all rules, and the subscriptions made without one.")
            .names("rule")
            .optional();
    private static final Declaration DECLARATION = Cms.reading(
                    "LintEventRules",
                    "Tells what is doubtful about event rules: traps of the guide, and what can never match or reach anybody. Only here.")
            .takes(RULE)
            .fails(CmsErrors.NO_RULE)
            .end();

    private final Desk desk;
    private final EventDesk events;

    LintEventRules(Desk desk, EventDesk events) {
        this.desk = desk;
        this.events = events;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var name = call.get(RULE);
        var roster = new OnceEach(desk.roster(call));
        var findings = new ArrayList<Finding>();
        if (name.isPresent()) {
            var rule = desk.rules().shelf().find(Desk.key(call, name.get()));
            if (rule.isEmpty()) {
                return new Answer.Refused(CmsErrors.NO_RULE);
            }
            findings.addAll(Lint.of(rule.get(), roster));
        } else {
            rules(call).forEach(rule -> findings.addAll(Lint.of(rule, roster)));
            events.subscriptions().of(Desk.account(call)).forEach(one -> findings.addAll(Lint.of(one)));
        }
        return new Answer.Reply(Cms.ok()
                .put(
                        "Findings",
                        "Finding",
                        findings.stream().map(LintEventRules::tree).toList())
                .put("Total", findings.size())
                .end());
    }

    private List<EventRule> rules(Call call) {
        var all = new ArrayList<EventRule>();
        List<EventRule> some;
        do {
            some = desk.rules()
                    .shelf()
                    .list(Shelf.Query.all(Desk.account(call)), all.size(), AT_ONCE)
                    .entries();
            all.addAll(some);
        } while (some.size() == AT_ONCE);
        return all;
    }

    private static Tree.Fields tree(Finding finding) {
        return Tree.build()
                .put("RuleName", finding.about().rule())
                .put("SubscriptionId", finding.about().subscription())
                .put("Pattern", finding.pattern())
                .put("Entry", finding.entry())
                .put("Code", finding.trap().code())
                .put("Message", finding.trap().english())
                .put("MessageZh", finding.trap().chinese())
                .end();
    }

    /** Looks each name up once, however many rules refer to it. */
    private record OnceEach(
            Roster of,
            Map<String, Optional<ContactGroup>> groups,
            Map<String, Optional<Contact>> contacts,
            Map<String, Optional<MonitorGroup>> monitorGroups)
            implements Roster {
        OnceEach(Roster of) {
            this(of, new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        @Override
        public Optional<ContactGroup> group(String name) {
            return groups.computeIfAbsent(name, of::group);
        }

        @Override
        public Optional<Contact> contact(String name) {
            return contacts.computeIfAbsent(name, of::contact);
        }

        @Override
        public Optional<MonitorGroup> resources(String id) {
            return monitorGroups.computeIfAbsent(id, of::resources);
        }

        @Override
        public Optional<Map<String, Object>> lead(CloudName name) {
            return of.lead(name);
        }
    }
}
