package io.opsbus.notifier.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opsbus.notifier.channel.Bundle;
import io.opsbus.notifier.channel.RollCall;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Sms;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.TemplateName;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes attempts by an HTTP service of the form of SendSms (Dysmsapi 2017-05-25), signed as every RPC call is. */
public final class SendSmsChannel implements Channel {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ANSWER = 4096;
    /** The service's or its own limits': later again. */
    private static final Set<String> LATER = Set.of(
            "isp.SYSTEM_ERROR",
            "isv.BUSINESS_LIMIT_CONTROL",
            "isv.DAY_LIMIT_CONTROL",
            "isv.OUT_OF_SERVICE",
            "isv.AMOUNT_NOT_ENOUGH",
            "Throttling",
            "Throttling.User",
            "ServiceUnavailable");

    /** No message will ever reach that number. */
    private static final Set<String> NO_NUMBER = Set.of("isv.MOBILE_NUMBER_ILLEGAL");

    private static final Outcome OK = Outcome.Told.delivered("sms-ok");

    private final SmsService service;
    private final WebClient client;
    private final Wording wording;
    private final InstantSource clock;
    private final SmsBudget budget;

    /** Sends through {@code client}, which stays the caller's to close. */
    public SendSmsChannel(
            SmsService service, WebClient client, Wording wording, InstantSource clock, SmsBudget budget) {
        this.budget = budget;
        this.service = service;
        this.client = client;
        this.wording = wording;
        this.clock = clock;
    }

    /** A budget is asked of the store, and nobody waits for that here. */
    @Override
    public void send(List<? extends Post> posts) {
        if (budget.isNone()) {
            sendAll(posts);
        } else {
            var _ = Thread.ofVirtual().start(() -> sendAll(posts));
        }
    }

    private void sendAll(List<? extends Post> posts) {
        var calls = new ArrayList<WebClient.Call>();
        for (var bundle : Bundle.of(posts)) {
            if (!(bundle.target() instanceof Sms sms)) {
                throw new IllegalArgumentException(
                        "not a number: " + bundle.target().kind());
            }
            var call = new RollCall(bundle, sms.to(), "sms");
            var shares = call.shares();
            shares.forEach(share -> calls.addAll(calls(call, share, sms.language())));
            if (shares.isEmpty()) {
                var _ = Thread.ofVirtual().start(() -> call.end(OK));
            }
        }
        client.send(calls);
    }

    private List<WebClient.Call> calls(RollCall call, RollCall.Share share, Target.Language language) {
        var bundle = share.bundle();
        var text = wording.of(
                        bundle.account(), new TemplateName(Medium.SMS, language), bundle.events(), SmsParts::holds)
                .text();
        var parts = SmsParts.of(text, 0).parts().size();
        var calls = new ArrayList<WebClient.Call>();
        for (var number : share.recipients()) {
            switch (budget.take(bundle.account(), parts)) {
                case SmsBudget.Answer.Rest(var rest) -> answered(call, number, rest);
                case SmsBudget.Answer.Taken taken ->
                    calls.add(new WebClient.Call(
                            new SendSms(service, number, text, clock.instant()), ANSWER, (outcome, head) -> {
                                var answer = outcome(outcome, head);
                                paid(taken, answer, () -> answered(call, number, answer));
                            }));
            }
        }
        return calls;
    }

    private static void answered(RollCall call, String number, Outcome answer) {
        if (call.answered(number, answer)) {
            call.end(OK);
        }
    }

    /** What did not go is given back before anybody hears of it. */
    private void paid(SmsBudget.Answer.Taken taken, Outcome answer, Runnable then) {
        if (budget.isNone()) {
            then.run();
        } else {
            var _ = Thread.ofVirtual().start(() -> {
                budget.settle(taken, answer);
                then.run();
            });
        }
    }

    /** The code is in the body, with a 200 as with a 400. */
    private static Outcome outcome(Outcome outcome, byte[] head) {
        if (!(outcome instanceof Outcome.Answered answered) || answered.status() >= 500) {
            return outcome;
        }
        String code;
        try {
            code = JSON.readTree(head).path("Code").asText("");
        } catch (IOException _) {
            code = "";
        }
        if (code.equals("OK")) {
            return OK;
        }
        var said = new String(head, UTF_8);
        if (LATER.contains(code) || code.isEmpty()) {
            return Outcome.Told.failed(Verdict.RETRY, "sms-later", said);
        }
        return NO_NUMBER.contains(code)
                ? Outcome.Told.failed(Verdict.DEAD, "sms-refused", said)
                // the sender, the template or the key: the operator's
                : Outcome.Told.failed(Verdict.RETRY_REFUSED, "sms-denied", said);
    }
}
