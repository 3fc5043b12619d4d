package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus deliveries redrive}: dead deliveries on their way again. */
@Command(
        name = "redrive",
        description = "Deliver dead deliveries after all, under their own ids. 重新投递死信。",
        mixinStandardHelpOptions = true)
final class RedriveVerb implements Callable<Integer> {
    private static final String JOBS = "/redrives";
    private static final String ROW = "%-32s %-8s %8s of %-8s %6s/s %-24s %s%n";
    private static final String ACCOUNT = "Whose deliveries. 所属账号。";

    @Mixin
    private DeliveryFilter filter = new DeliveryFilter();

    @Option(names = "--all", description = "Everything of the account; instead of a filter. 全部。")
    private boolean all;

    @Option(names = "--dry-run", description = "Only count. 仅统计数量。")
    private boolean dryRun;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            defaultValue = "50/s",
            description = "At most N a second (default: 50). 速率上限。")
    private String rate = "";

    @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA)
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
        Map<String, String> form = filter.form();
        form.put("rate", rate.endsWith("/s") ? rate.substring(0, rate.length() - 2) : rate);
        if (all) {
            form.put("all", "true");
        }
        if (dryRun) {
            form.put("dryRun", "true");
        }
        JsonNode answer = Operator.ofNotifier(Opsbus.settings(data)).post(filter.path() + JOBS, form);
        if (dryRun) {
            System.out.println(answer.path("count").asText() + " would be delivered again.");
        } else {
            show(answer);
        }
        return 0;
    }

    @Command(
            name = "jobs",
            description = "The account's redrives, the newest first. 列出重投任务。",
            mixinStandardHelpOptions = true)
    int jobs(
            @Option(names = "--account", required = true, paramLabel = "ID", description = ACCOUNT) String account,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path folder)
            throws IOException {
        Operator.ofNotifier(Opsbus.settings(folder))
                .get(jobsOf(account))
                .path("redrives")
                .forEach(RedriveVerb::show);
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

    private static void show(JsonNode job) {
        System.out.printf(
                ROW,
                job.path("id").asText(),
                job.path("state").asText(),
                job.path("moved").asText(),
                job.path("total").asText(),
                job.path("rate").asText(),
                job.path("startedAt").asText(),
                job.path("endedAt").asText());
    }
}
