package io.opsbus.notifier.rpc;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Subscription;
import java.util.List;
import java.util.function.Function;

/**
 * What the operator's settings say to subscriptions.
 *
 * @param complaints what is forbidden of one
 * @param most how many an account may have; what is made at the same moment may pass it
 */
public record Allowed(Function<Subscription, List<FieldProblem>> complaints, int most) {}
