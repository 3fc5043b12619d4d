package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus maintenance …}: system events operators plan (guide 3.1). */
@Command(
        name = "maintenance",
        subcommands = {MaintenanceHostsVerb.class, MaintenanceListVerb.class},
        description =
                "Maintenance of instances: plan events, list them, take them back; hosts, lost ones and those that are back. 管理运维事件与宿主机。",
        mixinStandardHelpOptions = true)
final class MaintenanceVerb extends Verbs {
    private static final String JSON = "As JSON, for scripts. 输出 JSON。";
    private static final String SERVICE = "event-service";
    private static final String FLEET = "instance-service";
    private static final String HOST = "The host's id, as ./opsbus maintenance hosts lists it. 宿主机 ID。";

    @Command(
            name = "schedule",
            description = {
                "Plan a system event. Its users hear of it up to 48 hours ahead and may act first; otherwise it is executed.",
                "计划系统事件：最多提前48小时通知用户，用户可提前处理，否则按计划执行。"
            },
            mixinStandardHelpOptions = true)
    int schedule(
            @ArgGroup(multiplicity = "1") Whom whom,
            @Option(
                            names = "--type",
                            defaultValue = "SystemMaintenance.Reboot",
                            paramLabel = "TYPE",
                            description =
                                    "SystemMaintenance.Reboot (default), .Stop, .Redeploy, … as in docs/events.md. 事件类型，默认为重启。")
                    String type,
            @Option(
                            names = "--not-before",
                            paramLabel = "TIME",
                            description =
                                    "When the first is executed, UTC, e.g. 2026-12-01T02:00:00Z; without it the users are asked for consent. 计划执行时间（UTC）；不填则询问用户。")
                    @Nullable
                    String notBefore,
            @Option(
                            names = "--disk",
                            paramLabel = "ID",
                            description = "The disk to isolate or replace, for types about one. 需隔离或更换的磁盘。")
                    @Nullable
                    String disk,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            description = "At most so many in an hour (default: 3600). 每小时最多执行数量。")
                    @Nullable
                    Integer rate,
            @Option(names = "--reason", paramLabel = "TEXT", description = "For people. 事件原因。") @Nullable String reason,
            @Option(
                            names = "--request",
                            paramLabel = "ID",
                            description = "The same id again plans nothing more. 请求 ID，重复提交不会重复计划。")
                    @Nullable
                    String request,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        whom.into(form);
        form.put("type", type);
        put(form, "not-before", notBefore);
        put(form, "disk", disk);
        put(form, "rate", rate);
        put(form, "reason", reason);
        put(form, "request", request);
        PlannedEvents.show(Operator.of(Opsbus.settings(data), SERVICE).post("/maintenance", form), json);
        return 0;
    }

    /** Instances by id, those on a host, or those of an account. */
    static final class Whom {
        @Option(
                names = "--instance",
                required = true,
                split = ",",
                paramLabel = "ID",
                description = "Which instance; several with commas, or again. 实例 ID，可多个。")
        private List<String> instances = List.of();

        @Option(
                names = "--host",
                required = true,
                paramLabel = "ID",
                description = "Every instance on this host, whoever owns it; maintenance hosts lists them. 该宿主机上的全部实例。")
        private @Nullable String host;

        @ArgGroup(exclusive = false)
        private @Nullable OfAccount account;

        void into(Map<String, String> form) {
            if (account != null) {
                account.into(form);
            } else if (host != null) {
                form.put("host", host);
            } else {
                form.put("instance", String.join(",", instances));
            }
        }
    }

    /** Those of an account that fit. */
    static final class OfAccount {
        @Option(
                names = "--account",
                required = true,
                paramLabel = "ID",
                description =
                        "Instances of this account: with --tag, or all of them with --all. 该账号的实例（配合 --tag 或 --all）。")
        private String account = "";

        @Option(
                names = "--tag",
                paramLabel = "KEY=VALUE",
                description = "Only those with this tag; again for more. 按标签选择，可多个。")
        private List<String> tags = List.of();

        @Option(names = "--region", paramLabel = "ID", description = "Only those there. 仅该地域。")
        private @Nullable String region;

        @Option(names = "--all", description = "All of the account. 该账号的全部实例。")
        private boolean all;

        void into(Map<String, String> form) {
            form.put("account", account);
            for (int i = 0; i < tags.size(); i++) {
                form.put("tag." + (i + 1), tags.get(i));
            }
            put(form, "region", region);
            put(form, "all", all ? "true" : null);
        }
    }

    @Command(
            name = "withdraw",
            description = "Take back what is planned and not yet executed. 取消尚未执行的系统事件。",
            mixinStandardHelpOptions = true)
    int withdraw(
            @Parameters(paramLabel = "EVENT", description = "The event's id, as maintenance list tells it. 事件 ID。")
                    String event,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode done = Operator.of(Opsbus.settings(data), SERVICE)
                .post("/maintenance/" + Operator.encoded(event) + "/withdraw", Map.of());
        System.out.println(json ? done.toString() : "Event " + event + " is withdrawn.");
        return 0;
    }

    @Command(
            name = "host-lost",
            description = {
                "Say that a host is lost: what runs there is recovered elsewhere, as when it is noticed (SystemFailure.Reboot, .Redeploy).",
                "声明宿主机故障：其上的实例自动恢复到其他宿主机。"
            },
            mixinStandardHelpOptions = true)
    int hostLost(
            @Option(names = "--host", required = true, paramLabel = "ID", description = HOST) String host,
            @Option(
                            names = "--returns",
                            description =
                                    "It will come back by itself: data on its disks is kept, instances with such data wait. 宿主机可自行恢复，本地盘数据保留。")
                    boolean returns,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode told = host(host, "lost", Map.of("returns", String.valueOf(returns)), data);
        System.out.println(
                json
                        ? told.toString()
                        : "Host " + host + " is lost; running instances to recover: "
                                + told.path("machines").asInt() + ".");
        return 0;
    }

    @Command(
            name = "host-back",
            description = "Say that a lost host is back. 声明宿主机已恢复。",
            mixinStandardHelpOptions = true)
    int hostBack(
            @Option(names = "--host", required = true, paramLabel = "ID", description = HOST) String host,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode told = host(host, "back", Map.of(), data);
        System.out.println(
                json
                        ? told.toString()
                        : "Host " + host + " is back; running instances there: "
                                + told.path("machines").asInt() + ".");
        return 0;
    }

    @Command(
            name = "lost-hosts",
            description = "The hosts declared lost and not taken back. 已声明故障且未恢复的宿主机。",
            mixinStandardHelpOptions = true)
    int lostHosts(
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode told = Operator.of(Opsbus.settings(data), FLEET).get("/hosts");
        if (json) {
            System.out.println(told);
        } else if (told.path("lost").isEmpty()) {
            System.out.println("No host is lost.");
        } else {
            told.path("lost")
                    .forEach(one -> System.out.println(one.path("host").asText() + "  since "
                            + one.path("since").asText()
                            + (one.path("returns").asBoolean() ? "  comes back by itself" : "")));
        }
        return 0;
    }

    private static JsonNode host(String host, String what, Map<String, String> form, @Nullable Path data)
            throws IOException {
        return Operator.of(Opsbus.settings(data), FLEET).post("/hosts/" + Operator.encoded(host) + "/" + what, form);
    }

    private static void put(Map<String, String> form, String name, @Nullable Object value) {
        if (value != null) {
            form.put(name, value.toString());
        }
    }
}
