package io.opsbus.notifier.channel.sms;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Bundle;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Sms;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.TemplateName;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;

/** Makes attempts by SMPP. A text that fails for one of several numbers is sent again to all of them. */
public final class SmppChannel implements Channel {
    private final SmppLink link;
    private final Wording wording;
    private final Blocking blocking;
    private final AtomicInteger references = new AtomicInteger();

    /** Sends over {@code link}; it and {@code blocking} stay the caller's to close. */
    public SmppChannel(SmppLink link, Wording wording, Blocking blocking) {
        this.link = link;
        this.wording = wording;
        this.blocking = blocking;
    }

    @Override
    public void send(List<? extends Post> posts) {
        for (var bundle : Bundle.of(posts)) {
            blocking.start(() -> attempt(bundle), bundle::ended);
        }
    }

    private Outcome attempt(Bundle bundle) throws InterruptedException, IOException {
        if (!(bundle.target() instanceof Sms sms)) {
            throw new IllegalArgumentException(
                    "not a number: " + bundle.target().kind());
        }
        var name = new TemplateName(Medium.SMS, sms.language());
        var text = wording.of(bundle.account(), name, bundle.events()).text();
        var parts = SmsParts.of(text, references.incrementAndGet() & 0xff);
        try {
            for (var number : sms.to()) {
                link.submit(number, parts);
            }
            return Outcome.Told.delivered("smpp-ok");
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
            case SMPPConstant.STAT_ESME_RINVPASWD, SMPPConstant.STAT_ESME_RBINDFAIL, SMPPConstant.STAT_ESME_RINVSYSID ->
                told(Verdict.RETRY, "smpp-bind", status);
            default -> told(Verdict.RETRY_REFUSED, "smpp-refused", status);
        };
    }

    private static Outcome told(Verdict verdict, String word, int status) {
        return Outcome.Told.failed(verdict, word, "command status 0x" + Integer.toHexString(status));
    }
}
