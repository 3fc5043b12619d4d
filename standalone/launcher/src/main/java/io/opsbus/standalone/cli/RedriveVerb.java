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

/** {@code opsbus deliveries redrive}: dead deliveries on their way again. */
@Command(
        name = "redrive",
        description = "Deliver dead deliveries after all, under their own ids. 重新投递死信。",
        mixinStandardHelpOptions = true)
final class RedriveVerb implements Callable<Integer> {
    @Mixin
    private DeliveryFilter filter = new DeliveryFilter();

    @Option(
            names = "--all",
            description = "Everything of the account but what silences kept back; instead of a filter. 全部（不含被静默的）。")
    private boolean all;

    @Option(names = "--dry-run", description = "Only count. 仅统计数量。")
    private boolean dryRun;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            defaultValue = "50/s",
            description = "At most N a second (default: 50). 速率上限。")
    private String rate = "";

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "The same token is the same job, however often it is asked for. 幂等令牌。")
    private @Nullable String token;

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
        Map<String, String> headers = token == null ? Map.of() : Map.of("Idempotency-Key", token);
        JsonNode answer =
                Operator.ofNotifier(Opsbus.settings(data)).post(filter.path() + RedrivesVerb.JOBS, form, headers);
        if (dryRun) {
            System.out.println(answer.path("count").asText() + " would be delivered again.");
        } else {
            RedrivesVerb.show(answer);
        }
        return 0;
    }
}
