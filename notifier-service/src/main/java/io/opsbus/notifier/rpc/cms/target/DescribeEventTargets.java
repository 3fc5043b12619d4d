package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.reply.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code DescribeEventTargets}: pages go by the id. Nothing is told of addresses: those of a rule its owner reads where he put them. */
final class DescribeEventTargets implements Action {
    private static final int MOST = 50;

    private static final Parameter<Optional<String>> RULE = Cms.name("RuleName")
            .names("rule")
            .meaning("Only targets of this rule.")
            .optional();
    private static final Parameter<Optional<List<String>>> TARGETS =
            Take.texts("TargetIds", MOST).names(TargetDesk.KIND).optional();
    private static final Parameter<Integer> SIZE =
            Take.whole("MaxResults", 1, MOST).or(20);
    private static final Parameter<Optional<String>> NEXT =
            PageParameters.upTo(MOST, MOST).next();
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeEventTargets",
                    "Lists where events of the account go and how each target does: its state, who holds it and since when, and how much waits for it."
                            + " Only here.")
            .takes(RULE, TARGETS, SIZE, NEXT)
            .end();

    private final TargetDesk desk;

    DescribeEventTargets(TargetDesk desk) {
        this.desk = desk;
    }

    /** One of them, and whose it is. */
    private record Owned(TargetId target, Subscription owner) {}

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var size = call.get(SIZE);
        var page = meant(call).limit(size + 1L).toList();
        var shown = page.size() > size ? page.subList(0, size) : page;
        var held = desk.held().of(Desk.account(call)).stream()
                .collect(Collectors.toUnmodifiableMap(HeldTarget::target, Function.identity()));
        var waiting = shown.isEmpty()
                ? Map.<TargetId, Long>of()
                : desk.held().waiting(shown.stream().map(Owned::target).toList());
        var trees = shown.stream()
                .map(one -> new TargetTree(desk, one.target(), one.owner())
                        .with(Optional.ofNullable(held.get(one.target())), waiting.getOrDefault(one.target(), 0L)))
                .toList();
        return new Answer.Reply(Cms.ok()
                .put("Targets", "Target", trees)
                .put(
                        "NextToken",
                        page.size() > size
                                ? PageParameters.token(shown.getLast().target().value())
                                : "")
                .end());
    }

    private Stream<Owned> meant(Call call) {
        var rule = call.get(RULE);
        var ids = call.get(TARGETS);
        var after = call.get(NEXT);
        return desk.targets().of(Desk.account(call)).stream()
                .filter(owner -> rule.map(name -> desk.targets()
                                .ruleOf(owner.id())
                                .filter(name::equals)
                                .isPresent())
                        .orElse(true))
                .flatMap(owner -> owner.targets().stream().map(target -> new Owned(target, owner)))
                .filter(one ->
                        ids.map(some -> some.contains(one.target().value())).orElse(true))
                .filter(one -> after.map(last -> one.target().value().compareTo(last) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(one -> one.target().value()));
    }
}
