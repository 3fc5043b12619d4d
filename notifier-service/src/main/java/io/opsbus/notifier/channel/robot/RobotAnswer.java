package io.opsbus.notifier.channel.robot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.targets.Robot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the code inside a 200 means. */
final class RobotAnswer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** DingTalk blocks a robot for ten minutes that sent more than 20 messages in one. */
    private static final Duration DINGTALK_REST = Duration.ofMinutes(10);

    private static final Duration REST = Duration.ofMinutes(1);

    /** Sent too fast: DingTalk 130101, 410100; WeCom 45009, 45033; Feishu 11232, 9499 with that meaning is told by its text. */
    private static final Set<Long> TOO_FAST = Set.of(130101L, 410100L, 45009L, 45033L, 11232L);

    /** Busy or broken at that moment: DingTalk and WeCom -1. */
    private static final Set<Long> BUSY = Set.of(-1L);

    /**
     * The robot, its signature, its keywords or the text are not accepted. DingTalk: 310000 sign, keyword or address, 300001 and 400101 no
     * such token, 400102 stopped, 400013 group gone, 410002 content, 430101–430104 link and text; Feishu: 19001 token, 19021 sign, 19022
     * address, 19024 keyword, 9499 request; WeCom: 93000 no such robot, 40008 and 40058 message.
     */
    private static final Set<Long> REFUSED = Set.of(
            310000L, 300001L, 400101L, 400102L, 400013L, 410002L, 430101L, 430102L, 430103L, 430104L, 19001L, 19021L,
            19022L, 19024L, 9499L, 93000L, 40008L, 40058L);

    private RobotAnswer() {}

    /** The outcome of an HTTP success. */
    static Outcome read(Robot.Family family, byte[] head, Instant now) {
        var said = new String(head, UTF_8);
        if (family == Robot.Family.SLACK) {
            return said.strip().equals("ok")
                    ? Outcome.Told.delivered("ok")
                    : Outcome.Told.failed(Verdict.RETRY_REFUSED, "no-ok", said);
        }
        var code = code(head);
        if (code.isEmpty()) {
            return Outcome.Told.failed(Verdict.RETRY, "no-errcode", said);
        }
        return outcome(family, code.get(), said, now);
    }

    private static Outcome outcome(Robot.Family family, long code, String said, Instant now) {
        if (code == 0) {
            return Outcome.Told.delivered("errcode-0");
        }
        if (TOO_FAST.contains(code)) {
            var rest = family == Robot.Family.DINGTALK ? DINGTALK_REST : REST;
            return new Outcome.Told(Verdict.RETRY, "errcode-" + code, Optional.of(now.plus(rest)), Outcome.cut(said));
        }
        if (BUSY.contains(code)) {
            return Outcome.Told.failed(Verdict.RETRY, "errcode-busy", said);
        }
        // a word of a stranger's making would make a series of metrics each
        var word = REFUSED.contains(code) ? "errcode-" + code : "errcode-other";
        return Outcome.Told.failed(Verdict.RETRY_REFUSED, word, said);
    }

    private static Optional<Long> code(byte[] head) {
        try {
            JsonNode answer = JSON.readTree(head);
            for (var name : new String[] {"errcode", "code", "StatusCode"}) {
                if (answer.path(name).isIntegralNumber()) {
                    return Optional.of(answer.path(name).longValue());
                }
            }
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
