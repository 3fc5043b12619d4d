package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus deliveries redrives …}: jobs that {@link RedriveVerb} began. */
@Command(
        name = "redrives",
        description = "Redrives under way and done: list, stop. 重投任务。",
        mixinStandardHelpOptions = true)
final class RedrivesVerb extends Verbs {
    static final String JOBS = "/redrives";
    private static final String ACCOUNT = "Whose deliveries. 所属账号。";

    @Command(
            name = "list",
            description = "The account's redrives, the newest first: all of them. 列出重投任务。",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--account", required = true, paramLabel = "ID", description = ACCOUNT) String account,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path folder)
            throws IOException {
        Operator notifier = Operator.ofNotifier(Opsbus.settings(folder));
        String after = "";
        boolean isFirst = true;
        do {
            JsonNode page = notifier.get(jobsOf(account) + after);
            if (isFirst) {
                if (page.path("redrives").isEmpty()) {
                    System.out.println("There is no redrive.");
                } else {
                    System.out.printf(
                            "%-32s %-8s %8s    %-8s %8s %-24s %s%n",
                            "job", "state", "moved", "total", "rate", "started", "ended");
                }
                isFirst = false;
            }
            page.path("redrives").forEach(RedrivesVerb::show);
            after = page.has("next")
                    ? "?after=" + Operator.encoded(page.path("next").asText())
                    : "";
        } while (!after.isEmpty());
        return 0;
    }

    @Command(
            name = "stop",
            description = "Stop one; what it has not moved stays dead. 停止重投任务。",
            mixinStandardHelpOptions = true)
    int stop(
            @Parameters(paramLabel = "JOB", description = "Its id (rdr-…). 任务 ID。") String job,
            @Option(names = "--account", required = true, paramLabel = "ID", description = ACCOUNT) String account,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path folder)
            throws IOException {
        String path = jobsOf(account) + "/" + Operator.encoded(job) + ":stop";
        show(Operator.ofNotifier(Opsbus.settings(folder)).post(path, Map.of()));
        return 0;
    }

    private static String jobsOf(String account) {
        return "/accounts/" + Operator.encoded(account) + "/deliveries" + JOBS;
    }

    static void show(JsonNode job) {
        System.out.printf(
                "%-32s %-8s %8s of %-8s %6s/s %-24s %s%n",
                job.path("id").asText(),
                job.path("state").asText(),
                job.path("moved").asText(),
                job.path("total").asText(),
                job.path("rate").asText(),
                job.path("startedAt").asText(),
                job.path("endedAt").asText());
    }
}
