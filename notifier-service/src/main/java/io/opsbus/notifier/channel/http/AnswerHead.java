package io.opsbus.notifier.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AsciiString;
import io.opsbus.notifier.delivery.Outcome;
import java.util.List;

/**
 * The head of an answer, as people read it in the log of attempts: headers an answer is found again by, then the beginning of its body. No other
 * header is looked at, so no cookie and no credential can be among them.
 */
final class AnswerHead {
    /** Of a success less is kept: there are so many of them. */
    private static final int OF_A_SUCCESS = 256;

    private static final int LONGEST_VALUE = 64;

    private static final List<AsciiString> TOLD = List.of(
            AsciiString.cached("retry-after"),
            AsciiString.cached("x-request-id"),
            AsciiString.cached("x-fc-request-id"),
            AsciiString.cached("x-log-requestid"),
            AsciiString.cached("x-mns-request-id"));

    private AnswerHead() {}

    /** One line; empty when there is neither such a header nor a body. */
    static String of(HttpResponse answer, byte[] body) {
        var success = answer.status().code() / 100 == 2;
        var taken = success ? Math.min(body.length, OF_A_SUCCESS) : body.length;
        var text = taken == 0 ? "" : Outcome.cut(new String(body, 0, taken, UTF_8));
        if (text.endsWith("\uFFFD")) {
            text = text.substring(0, text.length() - 1); // a character the end has cut in two
        }
        var headers = headers(answer);
        return headers.isEmpty() ? text : Outcome.cut(text.isEmpty() ? headers : headers + " " + text);
    }

    private static String headers(HttpResponse answer) {
        StringBuilder line = null;
        for (var name : TOLD) {
            var value = answer.headers().get(name);
            if (value != null) {
                line = line == null ? new StringBuilder("(") : line.append("; ");
                line.append(name).append(": ").append(value, 0, Math.min(value.length(), LONGEST_VALUE));
            }
        }
        return line == null ? "" : line.append(')').toString();
    }
}
