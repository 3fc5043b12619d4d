package io.opsbus.notifier.delivery;

import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.util.Set;

/** Whose fault a failure is, by its label: what the operator has to put right says nothing about a target. */
public final class Fault {
    /** What labels begin with when a server of the operator's, not the target, gave no sound answer. */
    private static final String SERVER = "server-";

    private static final Set<String> OPERATORS = Set.of(
            Outcome.NO_CHANNEL,
            Outcome.NO_QUEUE_SERVICE,
            Outcome.SILENCED,
            Outcome.SUPERSEDED,
            Outcome.UNUSABLE,
            "smtp",
            "smtp-auth",
            "smpp-bind",
            "smpp-source",
            "smpp-system",
            "smpp-throttled",
            "sms-denied",
            "sms-later");

    private Fault() {}

    /** Whether a failure of this label counts against its target; a receipt does not, for its attempt has counted. */
    public static boolean isTargets(String label) {
        return !label.startsWith(SERVER) && !label.startsWith(Outcome.RECEIPT) && !OPERATORS.contains(label);
    }

    /** An outcome on the way through a server of the operator's: that there was no answer, or a 5xx, is the server's fault. */
    public static Outcome ofServer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Unanswered none -> Outcome.Told.failed(Verdict.RETRY, SERVER + none.label(), "");
            case Outcome.Answered answer
            when answer.status() >= 500 ->
                new Outcome.Told(Verdict.RETRY, SERVER + answer.label(), answer.retryAfter(), answer.said());
            case Outcome.Answered _, Outcome.Told _, Outcome.Partial _, Outcome.Postponed _ -> outcome;
        };
    }
}
