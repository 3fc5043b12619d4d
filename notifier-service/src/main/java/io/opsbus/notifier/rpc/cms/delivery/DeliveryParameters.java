package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.target.TargetDesk;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.RpcError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which deliveries are meant. */
final class DeliveryParameters {
    private static final int MOST_TEXT = 512;

    static final RpcError NO_TIME = CmsErrors.invalid("StartTime must be before EndTime.");

    private static final Parameter<Optional<String>> EVENT = text("Event", "An event's id, or its name.");
    private static final Parameter<Optional<String>> RULE = Cms.name("RuleName")
            .names("rule")
            .meaning("A rule's name, or the id of a subscription the operator made.")
            .optional();
    private static final Parameter<Optional<String>> TARGET =
            Take.id("TargetId").names(TargetDesk.KIND).optional();
    private static final Parameter<Optional<Instant>> START =
            Cms.time("StartTime").optional();
    private static final Parameter<Optional<Instant>> END =
            Cms.time("EndTime").meaning("Not included.").optional();

    /** All of a filter. */
    static final List<Parameter<?>> FILTER = List.of(EVENT, RULE, TARGET, START, END);

    private DeliveryParameters() {}

    static Parameter<Optional<String>> text(String name, String meaning) {
        return Take.text(name)
                .only(
                        "1 to " + MOST_TEXT + " characters, none of them a control character",
                        text -> !text.isBlank()
                                && text.length() <= MOST_TEXT
                                && text.chars().noneMatch(Character::isISOControl))
                .meaning(meaning)
                .optional();
    }

    /** Those of the account that asks. */
    static Filter filter(Call call, Optional<String> silence) {
        return new Filter(
                Desk.account(call),
                call.get(EVENT),
                call.get(RULE),
                call.get(TARGET),
                silence,
                call.get(START),
                call.get(END));
    }

    /** Whether there is no time between its times. */
    static boolean isNever(Filter filter) {
        return filter.since().isPresent()
                && filter.until().isPresent()
                && !filter.since().get().isBefore(filter.until().get());
    }
}
