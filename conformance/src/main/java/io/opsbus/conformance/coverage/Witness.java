package io.opsbus.conformance.coverage;

import io.opsbus.conformance.Answer;
import io.opsbus.conformance.Body;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Sdk;
import io.opsbus.conformance.Wire;
import io.opsbus.conformance.sdk.Gaps;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An SDK under observation: notes what was answered, and holds every answer to what all answers owe, whatever the test
 * looks at.
 */
public final class Witness implements Sdk {
    private static final Pattern REQUEST_ID =
            Pattern.compile("[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}");
    // the Go SDK asserts that each of these is a string and dies otherwise
    private static final List<String> ERROR_FIELDS = List.of("RequestId", "HostId", "Code", "Message", "Recommend");

    private static final ReferenceErrors REFERENCE = new ReferenceErrors();

    private final Sdk sdk;
    private final Log log;
    private final String test;
    private final String source;

    /**
     * @param test class and method on whose behalf the SDK is called
     * @param source what the test's demands were read from
     */
    public Witness(Sdk sdk, Log log, String test, String source) {
        this.sdk = sdk;
        this.log = log;
        this.test = test;
        this.source = source;
    }

    @Override
    public Dialect dialect() {
        return sdk.dialect();
    }

    @Override
    public Answer call(String action, Map<String, ?> parameters) {
        Answer answer = sdk.call(action, parameters);
        switch (answer) {
            case Answer.Done(Body body, Wire wire) -> owed(action, body, wire);
            case Answer.Refused refused -> owed(action, refused);
        }
        log.add(new Seen(action, dialect().label(), answer.outcome(), test, source));
        return answer;
    }

    private void owed(String action, Body body, Wire wire) {
        demand(wire.status() == 200, action, "an answer's status is 200", wire);
        demand(isRequestId(body.text("RequestId")), action, "RequestId is a UUID in upper case", wire);
        if (dialect().format() == Dialect.Format.XML) {
            demand(wire.contentType().startsWith("text/xml"), action, "XML was asked for", wire);
            demand(wire.body().contains("<" + action + "Response>"), action, "the root is named for the action", wire);
            return;
        }
        demand(wire.contentType().startsWith("application/json"), action, "JSON was asked for", wire);
        List<String> lost = Gaps.unexplained(dialect(), body, Body.parse(wire.body()));
        demand(lost.isEmpty(), action, "the SDK decodes every field, but: " + lost, wire);
    }

    private void owed(String action, Answer.Refused refused) {
        Wire wire = refused.wire();
        demand(wire.status() >= 400 && wire.status() < 500, action, "a refusal's status is 4xx", wire);
        REFERENCE
                .objection(action, wire.status(), refused.code())
                .ifPresent(objection -> demand(false, action, objection, wire));
        demand(isRequestId(refused.requestId()), action, "RequestId is a UUID in upper case", wire);
        if (dialect().format() == Dialect.Format.XML) {
            demand(wire.body().contains("<Error>"), action, "the root of an error is Error", wire);
            return;
        }
        boolean whole = ERROR_FIELDS.stream().allMatch(field -> wire.body().contains("\"" + field + "\":\""));
        demand(whole, action, "an error has " + ERROR_FIELDS, wire);
    }

    private void demand(boolean met, String action, String what, Wire wire) {
        if (!met) {
            throw new AssertionError(dialect() + " " + action + ": " + what + "\nanswer: " + wire);
        }
    }

    private static boolean isRequestId(String text) {
        return REQUEST_ID.matcher(text).matches();
    }
}
