package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.agent.update.Offer;
import io.opsbus.agent.update.Version;
import io.opsbus.standalone.AgentReleases;
import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.Operator;
import io.opsbus.standalone.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus agents …}: versions of the agent (guide 2.2), and machines that await approval. */
@Command(
        name = "agents",
        description = "Versions of the agent, and machines that await approval. 云助手 Agent 版本管理与实例审批。",
        mixinStandardHelpOptions = true)
final class AgentsVerb extends Verbs {
    private static final String SERVICE = "invocation-service";

    @Command(
            name = "publish",
            description = {
                "Sign a version; agents that were installed with the other half of the key take it within the hour.",
                "签名并发布新版本；持有对应公钥的 Agent 会在一小时内升级。"
            })
    int publish(
            // --version is the version to publish here
            @Option(
                            names = {"-h", "--help"},
                            usageHelp = true,
                            description = "Show this. 显示帮助。")
                    boolean help,
            @Option(
                            names = "--file",
                            required = true,
                            paramLabel = "ZIP",
                            description = "Made by deploy/agent/parcel.sh. 版本文件。")
                    Path file,
            @Option(
                            names = "--version",
                            required = true,
                            paramLabel = "N.N.N",
                            description = "Newer than what the agents run. 版本号。")
                    String version,
            @Option(
                            names = "--key",
                            required = true,
                            paramLabel = "PEM",
                            description = "Ed25519 private key (openssl genpkey -algorithm ed25519). 私钥文件。")
                    Path key,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        Offer offer = releases("publish", data).publish(new Version(version), file, key);
        System.out.println(
                "Version " + version + " is published: " + offer.size() + " bytes, SHA-256 " + offer.sha256());
        return 0;
    }

    @Command(name = "list", description = "Published versions. 列出已发布版本。", mixinStandardHelpOptions = true)
    int list(@Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        var all = releases("list", data).all();
        if (all.isEmpty()) {
            System.out.println("No version is published.");
        }
        all.forEach(System.out::println);
        return 0;
    }

    @Command(
            name = "withdraw",
            description = "No agent takes the version any more; those that run it go on. 撤回版本。",
            mixinStandardHelpOptions = true)
    int withdraw(
            @Parameters(paramLabel = "N.N.N", description = "Which. 版本号。") String version,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        boolean was = releases("withdraw", data).withdraw(new Version(version));
        System.out.println("Version " + version + (was ? " is withdrawn." : " is not published."));
        return was ? 0 : 1;
    }

    @Command(
            name = "pending",
            description = {
                "Machines that registered and take no commands until they are approved (opsbus.invocation.approval).",
                "等待审批的托管实例。"
            },
            mixinStandardHelpOptions = true)
    int pending(@Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode pending = Operator.of(Opsbus.settings(data), SERVICE)
                .get("/agents/pending")
                .path("pending");
        if (pending.isEmpty()) {
            System.out.println("No machine awaits approval.");
        }
        pending.forEach(one -> System.out.println(line(one)));
        return 0;
    }

    @Command(
            name = "approve",
            description = "Let a machine take commands. 批准托管实例接收命令。",
            mixinStandardHelpOptions = true)
    int approve(
            @Parameters(paramLabel = "INSTANCE", description = "Its id (mi-…). 实例 ID。") String instance,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode approved = Operator.of(Opsbus.settings(data), SERVICE)
                .post("/agents/" + Operator.encoded(instance) + "/approve", Map.of());
        System.out.println("Approved: " + line(approved));
        return 0;
    }

    /** What a machine says of itself may hold anything: nothing of it moves a terminal's cursor. */
    private static String line(JsonNode one) {
        return Stream.of("instanceId", "accountId", "regionId", "registered", "address", "hostname", "name")
                .map(field -> one.path(field).asText().replaceAll("\\p{C}", "?"))
                .collect(Collectors.joining("  "));
    }

    private static AgentReleases releases(String verb, @Nullable Path data) throws IOException {
        Settings here = Opsbus.here("agents " + verb, data);
        return new AgentReleases(new DataFolder(here.data()).agentReleases());
    }
}
