package io.opsbus.event.rpc.ecs;

import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.Advice;
import io.opsbus.event.kind.Advice.Language;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.EventType.Trait;
import io.opsbus.event.query.EventFilter;
import io.opsbus.event.query.Paging;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The guide's 待处理事件 with its 推荐操作 (3.1 查看系统事件, 应对建议): open events, what they do, what to do about them. In the
 * original a page of the console; not an Action of its API.
 */
final class DescribePendingEvents implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(100, 100);
    private static final Parameter<String> LANGUAGE =
            Take.word("AcceptLanguage", "zh-CN", "en-US").or("zh-CN");
    private static final Declaration DECLARATION = Declaration.reading(
                    EventParameters.VERSION,
                    "DescribePendingEvents",
                    "Lists open system events with what they do and what to do about them. Only here.")
            .takes(EventParameters.REGION, LANGUAGE)
            .takes(PAGE.all())
            .end();

    private final EventDesk desk;
    private final CycleRules rules;

    DescribePendingEvents(EventDesk desk, CycleRules rules) {
        this.desk = desk;
        this.rules = rules;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        PageRequest asked = PAGE.of(call);
        var paging = Pages.of(asked);
        if (paging.isEmpty()) {
            return new Answer.Refused(Pages.UNKNOWN_TOKEN);
        }
        var scope = new EventFilter.Scope(EventDesk.account(call), call.get(EventParameters.REGION), false);
        var page = desk.events().list(EventFilter.of(scope, EventFilter.OPEN), paging.get());
        Language language = call.get(LANGUAGE).equals("zh-CN") ? Language.CHINESE : Language.ENGLISH;
        Tree.Builder reply = Tree.build();
        PageParameters.tell(reply, asked, page.total(), page.next().map(Paging.Cursor::text));
        return new Answer.Reply(reply.put(
                        "PendingEvents",
                        "PendingEvent",
                        page.events().stream()
                                .map(event -> tree(event, language))
                                .toList())
                .end());
    }

    private Tree.Fields tree(Published event, Language language) {
        Advice advice = Advice.of(event.type(), language);
        Tree.Builder tree = Tree.build()
                .put("EventId", event.id().text())
                .put("InstanceId", event.subject().target().resource().text())
                .put("EventType", event.type().word())
                .put("EventTypeName", advice.name())
                .put("EventCycleStatus", event.status().word())
                .put("EventPublishTime", EventTree.time(event.publishedAt()))
                .put("Impact", advice.impact())
                .put("Measure", advice.measure())
                .texts("RecommendedActions", "Action", recommended(event));
        event.cycle().planned().ifPresent(plan -> tree.put("NotBefore", EventTree.time(plan.notBefore())));
        if (event.cycle() instanceof EventCycle.Scheduled scheduled
                && event.type().has(Trait.RESCHEDULABLE)) {
            tree.put("LatestNotBefore", EventTree.time(scheduled.plan().latest(rules.lead())));
        }
        return tree.end();
    }

    /** The API's names of what helps, the least disruptive first. */
    private static List<String> recommended(Published event) {
        var actions = new ArrayList<String>();
        if (event.cycle() instanceof EventCycle.Inquiring) {
            actions.add("AcceptInquiredSystemEvent");
        }
        if (event.cycle() instanceof EventCycle.Scheduled && event.type().has(Trait.RESCHEDULABLE)) {
            actions.add("ModifySystemEventAttribute");
        }
        for (Deed deed : Deed.values()) {
            // to release an instance is no advice but where it could not be made
            boolean helps = event.cycle() instanceof EventCycle.Executing
                    ? event.type().isAvoidedWhileExecuted(deed)
                    : event.type().isAvoidedBy(deed) && deed != Deed.RELEASE;
            if (helps) {
                action(deed).ifPresent(actions::add);
            }
        }
        return actions;
    }

    /** A payment is not made through this API. */
    private static Optional<String> action(Deed deed) {
        return switch (deed) {
            case REBOOT -> Optional.of("RebootInstance");
            case STOP -> Optional.of("StopInstance");
            case START -> Optional.of("StartInstance");
            case REDEPLOY -> Optional.of("RedeployInstance");
            case RELEASE -> Optional.of("DeleteInstance");
            case RENEW -> Optional.of("RenewInstance");
            case PAY -> Optional.empty();
        };
    }
}
