package io.opsbus.notifier.channel.logstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Answered;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.io.IOException;
import java.util.Set;

/** What log stores say beside HTTP's status. */
final class StoreAnswer {
    /** More than this of an answer's body is not read. */
    static final int LONGEST = 4096;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BAD_REQUEST = 400;

    /** A 403 of SLS that is over in a moment: too much was written to the project or to the shard. */
    private static final Set<String> TOO_FAST = Set.of("WriteQuotaExceed", "ShardWriteQuotaExceed");

    private StoreAnswer() {}

    /**
     * OTLP/HTTP. A success may say that the record was not taken (Partial Success), and a 400 with a {@code google.rpc.Status} that it never will be:
     * the specification forbids to send either again. Any other 400 may come from whoever stands in between, and follows the usual rule.
     */
    static Outcome otlp(Outcome outcome, byte[] head) {
        if (outcome.verdict() == Verdict.DELIVERED) {
            var rejected = json(head).path("partialSuccess").path("rejectedLogRecords");
            return rejected.asLong(0) == 0 ? outcome : rejected("partial-success", head);
        }
        return outcome instanceof Answered(var status, var _, var _)
                        && status == BAD_REQUEST
                        && json(head).path("message").isTextual()
                ? rejected("otlp-invalid", head)
                : outcome;
    }

    private static Outcome rejected(String word, byte[] head) {
        return Outcome.Told.failed(Verdict.DEAD, word, new String(head, UTF_8));
    }

    /** PutLogs: {@code {"errorCode": …, "errorMessage": …}}. Only what the status tells wrongly is looked at. */
    static Outcome sls(Outcome outcome, byte[] head) {
        return outcome.verdict() == Verdict.RETRY_REFUSED
                        && TOO_FAST.contains(json(head).path("errorCode").asText())
                ? new Outcome.Told(Verdict.RETRY, "sls-quota", outcome.retryAfter(), outcome.said())
                : outcome;
    }

    private static JsonNode json(byte[] head) {
        try {
            return head.length == 0 ? MissingNode.getInstance() : JSON.readTree(head);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }
}
