package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.pace.PaceTree;
import io.opsbus.notifier.rule.EventPattern;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.rule.RuleTarget;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.function.Function;

/** Rules and targets as answers tell them; the wrappings are the contract's, each with its own oddities. */
final class RuleTree {
    private RuleTree() {}

    /** In a list: all patterns. */
    static Tree.Fields inList(EventRule rule) {
        var terms = rule.terms();
        var tree = about(rule)
                .put(
                        "EventPattern",
                        "EventPattern",
                        terms.patterns().stream().map(RuleTree::inList).toList());
        return PaceTree.tell(PaceTree.tell(tree, terms.pace()), terms.threshold())
                .end();
    }

    /** Alone: its first pattern, the contract has room for no other. */
    static Tree.Fields alone(EventRule rule) {
        var tree = about(rule).put("EventPattern", alone(rule.terms().patterns().getFirst()));
        return PaceTree.tell(
                        PaceTree.tell(tree, rule.terms().pace()), rule.terms().threshold())
                .end();
    }

    private static Tree.Builder about(EventRule rule) {
        var terms = rule.terms();
        return Tree.build()
                .put("Name", rule.key().name())
                .put("Description", terms.description())
                .put("EventType", terms.source().name())
                .put("GroupId", terms.group())
                .put("State", terms.enabled() ? "ENABLED" : "DISABLED");
    }

    private static Tree.Fields inList(EventPattern pattern) {
        return pattern(pattern)
                .put("KeywordFilter", keywords(pattern, "Keywords"))
                .put("CustomFilters", pattern.words().custom())
                .end();
    }

    private static Tree.Fields alone(EventPattern pattern) {
        return pattern(pattern)
                .put("KeywordFilterObj", keywords(pattern, "keyword"))
                .put("CustomFilters", pattern.words().custom())
                .end();
    }

    private static Tree.Fields keywords(EventPattern pattern, String element) {
        return Tree.build()
                .texts("Keywords", element, pattern.words().keywords())
                .put("Relation", pattern.words().relation())
                .end();
    }

    private static Tree.Builder pattern(EventPattern pattern) {
        return Tree.build()
                .put("Product", pattern.product())
                .texts("LevelList", "LevelList", pattern.levels())
                .texts("NameList", "NameList", pattern.names())
                .texts("EventTypeList", "EventTypeList", pattern.kinds())
                .texts("StatusList", "StatusList", pattern.statuses())
                .put("SQLFilter", pattern.words().search());
    }

    /** All targets, by kind. */
    static void tell(Tree.Builder reply, List<RuleTarget> targets) {
        reply.put(
                "ContactParameters",
                "ContactParameter",
                of(
                        targets,
                        RuleTarget.Contacts.class,
                        one -> Tree.build()
                                .put("Id", one.id())
                                .put("ContactGroupName", one.group())
                                .put("Level", one.level())
                                .end()));
        reply.put(
                "FcParameters",
                "FCParameter",
                of(
                        targets,
                        RuleTarget.Function.class,
                        one -> Tree.build()
                                .put("Id", one.id())
                                .put("Region", one.region())
                                .put("ServiceName", one.service())
                                .put("FunctionName", one.function())
                                .put("Arn", "")
                                .end()));
        reply.put(
                "MnsParameters",
                "MnsParameter",
                of(
                        targets,
                        RuleTarget.Queue.class,
                        one -> Tree.build()
                                .put("Id", one.id())
                                .put("Region", one.region())
                                .put("Queue", one.queue())
                                .put("Topic", one.topic())
                                .put("Arn", "")
                                .end()));
        reply.put(
                "SlsParameters",
                "SlsParameter",
                of(
                        targets,
                        RuleTarget.Log.class,
                        one -> Tree.build()
                                .put("Id", one.id())
                                .put("Region", one.region())
                                .put("Project", one.project())
                                .put("LogStore", one.store())
                                .put("Arn", "")
                                .end()));
        reply.put("OpenApiParameters", "OpenApiParameters", of(targets, RuleTarget.OpenApi.class, RuleTree::openApi));
        reply.put(
                "WebhookParameters",
                "WebhookParameter",
                of(
                        targets,
                        RuleTarget.Webhook.class,
                        one -> Tree.build()
                                .put("Id", one.id())
                                .put("Method", one.method())
                                .put("Protocol", one.protocol())
                                .put("Url", one.url())
                                .end()));
    }

    private static Tree.Fields openApi(RuleTarget.OpenApi one) {
        var call = one.call();
        return Tree.build()
                .put("Id", one.id())
                .put("Product", call.product())
                .put("Version", call.version())
                .put("Action", call.action())
                .put("Region", call.region())
                .put("JsonParams", call.parameters())
                .put("Role", one.role())
                .put("Arn", one.arn())
                .end();
    }

    private static <T extends RuleTarget> List<Tree.Fields> of(
            List<RuleTarget> targets, Class<T> kind, Function<T, Tree.Fields> tree) {
        return targets.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(tree)
                .toList();
    }
}
