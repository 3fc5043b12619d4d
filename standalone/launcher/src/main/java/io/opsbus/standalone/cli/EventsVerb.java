package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus events …}: events on the bus. */
@Command(
        name = "events",
        description = "Events: tail (print them as they come, as JSON lines), publish. 实时查看与发布事件。",
        mixinStandardHelpOptions = true)
final class EventsVerb extends Verbs {
    @Command(
            name = "tail",
            description = "Print events as they come, until interrupted. 实时查看事件。",
            mixinStandardHelpOptions = true)
    int tail(
            @Option(names = "--from-start", description = "Begin with the oldest event kept. 从最早的事件开始。")
                    boolean fromStart,
            @Option(
                            names = {"-n", "--count"},
                            paramLabel = "N",
                            description = "End after N events. 输出 N 条后结束。")
                    @Nullable
                    Integer count,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        return new EventsTail(Opsbus.here("events tail", data), System.out)
                .run(fromStart, count == null ? Integer.MAX_VALUE : count);
    }

    @Command(
            name = "publish",
            description =
                    "Put one event on the bus; what is wrong with it is named. The identical event again is no second one. 发布事件；错误字段逐一指出。",
            mixinStandardHelpOptions = true)
    int publish(
            @Parameters(
                            paramLabel = "FILE",
                            description = "The event's JSON (guide 4.1); '-': standard input. 事件 JSON 文件；“-”为标准输入。")
                    Path file,
            @Option(names = "--json", description = "As JSON, for scripts. 输出 JSON。") boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode taken = Operator.at(Opsbus.settings(data), "event-service").post("/events", Given.object(file));
        if (json) {
            System.out.println(taken);
        } else {
            System.out.println("Event " + taken.path("eventId").asText()
                    + (taken.path("duplicate").asBoolean() ? " was taken in before, for " : " is taken in, for ")
                    + taken.path("topic").asText() + ".");
        }
        return 0;
    }
}
