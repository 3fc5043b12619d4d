package io.opsbus.notifier.channel.sms;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Bundle;
import io.opsbus.notifier.channel.RollCall;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Sms;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.TemplateName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;

/**
 * Makes attempts by SMPP, number by number: one that was served, or is refused for good, is not asked again. What the centre's throughput has
 * no room for goes later.
 */
public final class SmppChannel implements Channel {
    private static final String WORD = "smpp";
    private static final Outcome TAKEN = Outcome.Told.delivered("smpp-ok");
    private static final Duration SOON = Duration.ofSeconds(1);

    private final SmppLink link;
    private final Wording wording;
    private final Blocking blocking;
    private final SmsBudget budget;
    private final AtomicInteger references = new AtomicInteger();

    /** Sends over {@code link}; it and {@code blocking} stay the caller's to close. */
    public SmppChannel(SmppLink link, Wording wording, Blocking blocking, SmsBudget budget) {
        this.budget = budget;
        this.link = link;
        this.wording = wording;
        this.blocking = blocking;
    }

    @Override
    public void send(List<? extends Post> posts) {
        for (var bundle : Bundle.of(posts)) {
            if (!(bundle.target() instanceof Sms sms)) {
                throw new IllegalArgumentException(
                        "not a number: " + bundle.target().kind());
            }
            var call = new RollCall(bundle, sms.to(), WORD);
            blocking.start(() -> attempt(call, sms), call::end);
        }
    }

    /** What it came to for numbers that have no answer of their own. The second half of the time is for the centre's answers. */
    private Outcome attempt(RollCall call, Sms sms) throws InterruptedException, IOException {
        var latest = link.throughput().in(blocking.limit().dividedBy(2));
        for (var share : call.shares()) {
            var bundle = share.bundle();
            var name = new TemplateName(Medium.SMS, sms.language());
            var text = wording.of(bundle.account(), name, bundle.events(), SmsParts::holds)
                    .text();
            var parts = SmsParts.of(text, references.incrementAndGet() & 0xff);
            for (var number : share.recipients()) {
                if (call.isOver()) {
                    return new Outcome.Unanswered(Outcome.Trouble.TIMEOUT);
                }
                var asked = budget.take(bundle.account(), parts.parts().size());
                if (!(asked instanceof SmsBudget.Answer.Taken taken)) {
                    return ((SmsBudget.Answer.Rest) asked).outcome();
                }
                var moments = link.throughput().book(parts.parts().size(), latest);
                if (moments.isEmpty()) {
                    budget.giveBack(taken);
                    var wait = link.throughput().untilFree();
                    return new Outcome.Postponed(wait.compareTo(SOON) > 0 ? wait : SOON);
                }
                var answer = within(taken, () -> submit(number, bundle, parts, moments.get()));
                if (isOfAll(answer)) {
                    return answer;
                }
                call.answered(number, answer);
            }
        }
        return TAKEN;
    }

    /** Whether it would be the same for every other number. */
    private static boolean isOfAll(Outcome answer) {
        return answer.verdict() == Verdict.RETRY
                || (answer.verdict() == Verdict.RETRY_REFUSED && !Fault.isTargets(answer.label()));
    }

    @FunctionalInterface
    private interface Submission {
        Outcome made() throws InterruptedException, IOException;
    }

    /** One message, paid for when it may have gone. */
    private Outcome within(SmsBudget.Answer.Taken taken, Submission submission)
            throws InterruptedException, IOException {
        try {
            var answer = submission.made();
            budget.settle(taken, answer);
            return answer;
        } catch (IOException broken) {
            budget.settle(taken, new Outcome.Unanswered(Blocking.trouble(broken)));
            throw broken;
        }
    }

    private Outcome submit(String number, Bundle bundle, SmsParts parts, List<Long> moments)
            throws InterruptedException, IOException {
        try {
            var ids = link.submit(number, parts, moments, bundle.caller());
            link.receipts().took(ids, number, bundle);
            // a receipt names the message only
            return new Outcome.Told(
                    Verdict.DELIVERED, TAKEN.label(), Optional.empty(), "message " + String.join(", ", ids));
        } catch (NegativeResponseException refused) {
            return refused(refused.getCommandStatus());
        } catch (IOException broken) {
            // a bind that is refused comes as a broken connection with the reason inside
            if (broken.getCause() instanceof NegativeResponseException refused) {
                return refused(refused.getCommandStatus());
            }
            throw broken;
        } catch (ResponseTimeoutException _) {
            return new Outcome.Unanswered(Outcome.Trouble.TIMEOUT);
        } catch (PDUException | InvalidResponseException wrong) {
            return new Outcome.Unanswered(Outcome.Trouble.GARBAGE);
        }
    }

    /** SMPP 3.4, 5.1.3. */
    private static Outcome refused(int status) {
        return switch (status) {
            case SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL ->
                told(Verdict.RETRY, "smpp-throttled", status);
            case SMPPConstant.STAT_ESME_RSYSERR, SMPPConstant.STAT_ESME_RINVBNDSTS ->
                told(Verdict.RETRY, "smpp-system", status);
            case SMPPConstant.STAT_ESME_RINVPASWD,
                    SMPPConstant.STAT_ESME_RBINDFAIL,
                    SMPPConstant.STAT_ESME_RINVSYSID,
                    SMPPConstant.STAT_ESME_RALYBND,
                    SMPPConstant.STAT_ESME_RINVSYSTYP -> told(Verdict.RETRY, "smpp-bind", status);
            case SMPPConstant.STAT_ESME_RINVSRCADR,
                    SMPPConstant.STAT_ESME_RINVSRCTON,
                    SMPPConstant.STAT_ESME_RINVSRCNPI -> told(Verdict.RETRY_REFUSED, "smpp-source", status);
            case SMPPConstant.STAT_ESME_RINVDSTADR,
                    SMPPConstant.STAT_ESME_RINVDSTTON,
                    SMPPConstant.STAT_ESME_RINVDSTNPI -> told(Verdict.DEAD, "smpp-refused", status);
            default -> told(Verdict.RETRY_REFUSED, "smpp-refused", status);
        };
    }

    private static Outcome told(Verdict verdict, String word, int status) {
        return Outcome.Told.failed(verdict, word, "command status 0x" + Integer.toHexString(status));
    }
}
