package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus targets …}: targets of notifications whose deliveries wait, and whether one can be reached. */
@Command(
        name = "targets",
        description = "Targets of notifications: list, show, pause, resume, ask, test. 通知目标。",
        mixinStandardHelpOptions = true)
final class TargetsVerb extends Verbs {
    private static final String KIND = "targets";
    private static final String TARGET =
            "Its id (tgt-…), as ./opsbus targets list --all and ./opsbus subscriptions list show it. 目标 ID。";
    private static final String HELD = "%-34s %-11s %-8s %-24s %8s%n";
    private static final String EVERY = "%-34s %-11s %-11s %-34s %8s  %s%n";

    @Command(
            name = "list",
            description =
                    "The held ones (paused; failing: disabled after days of failures; unconsented: its receiver has not consented),"
                            + " who holds them (system, operator, account), and how many deliveries wait. 列出已暂停、已自动停用或未获接收方同意的目标。",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--all", description = "Every one there is, with its state and whose it is. 列出全部目标及其状态。")
                    boolean all,
            @Mixin OfAccount whose)
            throws IOException {
        JsonNode targets = whose.operator()
                .get(whose.path(KIND) + (all ? "?all=true" : ""))
                .path(KIND);
        if (targets.isEmpty()) {
            System.out.println(all ? "There is no target." : "No target is held; --all lists every one there is.");
            return 0;
        }
        if (all) {
            System.out.printf(EVERY, "target", "type", "state", "of", "waiting", "held by");
        } else {
            System.out.printf(HELD, "target", "held", "by", "since", "waiting");
        }
        for (JsonNode target : targets) {
            row(target, all);
            if (target.has("failingSince")) {
                System.out.printf(
                        "  %s failures since %s, the last: %s %s%n",
                        target.path("failures").asText(),
                        target.path("failingSince").asText(),
                        target.at("/lastAnswer/outcome").asText(),
                        target.at("/lastAnswer/said").asText());
            }
            told(target.path("consent"));
        }
        return 0;
    }

    private static void row(JsonNode target, boolean all) {
        String id = target.path("target").asText();
        String by = target.path("by").asText();
        String since = target.path("since").asText();
        String waiting = target.path("waiting").asText();
        if (all) {
            String rule = target.path("rule").asText(target.path("subscription").asText());
            System.out.printf(
                    EVERY,
                    id,
                    target.path("type").asText(),
                    target.path("state").asText(),
                    rule,
                    waiting,
                    by.isEmpty() ? "" : by + " since " + since);
        } else {
            System.out.printf(HELD, id, target.path("reason").asText(), by, since, waiting);
        }
    }

    @Command(
            name = "show",
            description =
                    "What goes to one now: flowing, limited (its rate), quiet (it asked for that), open or probing (it fails), idle;"
                            + " paused, failing, unconsented, stopped, off. 查看目标的当前状态、积压和退避。",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "TARGET", description = TARGET) String target, @Mixin OfAccount whose)
            throws IOException {
        JsonNode told = whose.operator().get(whose.path(KIND, target));
        System.out.printf(
                "%s (%s): %s, %s under way, %s wait here, %s parked%s%s%n",
                told.path("target").asText(),
                told.path("type").asText(),
                told.path("state").asText(),
                told.path("underWay").asText(),
                told.path("inMemory").asText(),
                told.path("parked").asText(),
                told.has("nextTry") ? ", the first due " + told.path("nextTry").asText() : "",
                told.path("shutForMillis").asLong() > 0
                        ? ", shut for " + told.path("shutForMillis").asText() + " ms of "
                                + told.path("backoffMillis").asText()
                        : "");
        told(told.path("consent"));
        return 0;
    }

    /** Of a receiver that has not consented: how often it was asked, and what came of it. */
    private static void told(JsonNode consent) {
        if (!consent.isMissingNode()) {
            String said = consent.path("said").asText();
            System.out.printf(
                    "  consent: asked %s times%s%s%n",
                    consent.path("asked").asText(),
                    said.isEmpty() ? "" : ", the last: " + said,
                    consent.has("nextAsked")
                            ? ", again " + consent.path("nextAsked").asText()
                            : "");
        }
    }

    @Command(
            name = "ask",
            description = "Ask a webhook's receiver for its consent, where one is needed; 1 when it does not give it."
                    + " 向 webhook 接收方请求同意；未同意则返回 1。",
            mixinStandardHelpOptions = true)
    int ask(@Parameters(paramLabel = "TARGET", description = TARGET) String target, @Mixin OfAccount whose)
            throws IOException {
        JsonNode consent = whose.operator().post(whose.path(KIND, target) + ":ask", Map.of());
        boolean given = consent.path("given").asBoolean();
        String said = consent.path("said").asText();
        System.out.printf("%s: %s%s%n", target, given ? "given" : "not given", said.isEmpty() ? "" : ", " + said);
        return given ? 0 : 1;
    }

    @Command(
            name = "pause",
            description = "Park what is for a target; nothing is lost. 暂停目标，不丢投递。",
            mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "TARGET", description = TARGET) String target, @Mixin OfAccount whose)
            throws IOException {
        change(whose, target, ":pause");
        System.out.println("Target " + target + " is paused; what is for it waits, and does not age.");
        return 0;
    }

    @Command(
            name = "resume",
            description =
                    "Send what waited, in order for each resource; what failed is tried again soon, also of a target"
                            + " that is not held. 恢复目标，按资源顺序投递；失败的投递尽快重试。",
            mixinStandardHelpOptions = true)
    int resume(@Parameters(paramLabel = "TARGET", description = TARGET) String target, @Mixin OfAccount whose)
            throws IOException {
        change(whose, target, ":resume");
        System.out.println("Target " + target + " goes on; what waited goes out.");
        return 0;
    }

    @Command(
            name = "test",
            description =
                    "Send one message that says it is a test, and tell how that ended; 1 when it did not get there."
                            + " 发送一条测试消息并显示结果。",
            mixinStandardHelpOptions = true)
    int test(@Parameters(paramLabel = "TARGET", description = TARGET) String target, @Mixin OfAccount whose)
            throws IOException {
        JsonNode tried = whose.operator().post(whose.path(KIND, target) + ":test", Map.of());
        boolean delivered = tried.path("delivered").asBoolean();
        System.out.printf(
                "%s (%s): %s, %s%s after %.1f ms%n",
                tried.path("target").asText(),
                tried.path("type").asText(),
                delivered ? "delivered" : "not delivered",
                tried.path("outcome").asText(),
                tried.has("httpStatus") ? ", HTTP " + tried.path("httpStatus").asText() : "",
                tried.path("millis").asDouble());
        String said = tried.path("said").asText();
        if (!said.isEmpty()) {
            System.out.println("  it said: " + said);
        }
        return delivered ? 0 : 1;
    }

    private static void change(OfAccount whose, String target, String how) throws IOException {
        whose.operator().post(whose.path(KIND, target) + how, Map.of());
    }
}
