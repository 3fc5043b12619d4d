package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.standalone.BuiltInAccount;
import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.Keys;
import io.opsbus.standalone.Plan;
import io.opsbus.standalone.Settings;
import io.opsbus.standalone.front.Door;
import io.opsbus.standalone.supervise.Pids;
import io.opsbus.standalone.supervise.StateFile;
import io.opsbus.standalone.supervise.StateFile.Child;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code opsbus status}: processes, each service's health with its reasons, and where everything is. */
final class Status {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;
    private final DataFolder data;
    private final PrintStream out;

    Status(Settings settings, PrintStream out) {
        this.settings = settings;
        this.data = new DataFolder(settings.data());
        this.out = out;
    }

    /** Exit code 0 when all is healthy, 1 when something is not, 3 when nothing runs. */
    int run(boolean json) throws IOException {
        Optional<StateFile> state = StateFile.read(data.stateFile());
        if (state.flatMap(StateFile::supervisor).isEmpty()) {
            out.println(
                    json
                            ? "{\"running\":false}"
                            : "Nothing runs in " + data.root() + "; start it with ./opsbus up. 系统未运行，请执行 ./opsbus up。");
            return 3;
        }
        Map<String, ServiceHealth> health = new LinkedHashMap<>();
        Plan.serviceUrls(settings).forEach((name, url) -> health.put(name, ServiceHealth.of(name, url)));
        boolean healthy = state.get().allReady() && health.values().stream().allMatch(ServiceHealth::isUp);
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(state.get(), health, healthy)));
        } else {
            print(state.get(), health);
        }
        return healthy ? 0 : 1;
    }

    /** What {@code up} prints at its end. */
    int welcome() throws IOException {
        BuiltInAccount account = account();
        out.println("  API endpoint     http://127.0.0.1:" + settings.ports().gatewayHttp() + "   (or https, port "
                + settings.ports().gatewayHttps() + ", CA " + data.tls().resolve("ca.pem") + ")");
        out.println("  account          " + account.accountId());
        out.println("  access key       " + account.accessKeyId() + " / " + account.accessKeySecret());
        Door door = settings.ports().door();
        if (door.isAsked()) {
            out.println("  agents           port " + settings.ports().agents() + " of " + door.bind()
                    + "   (over TLS, certificate for " + String.join(", ", door.certified()) + ")");
        }
        out.println("  Kafka            " + settings.kafkaBootstrap());
        out.println("  schema registry  " + settings.registryUrl());
        Plan.serviceUrls(settings).forEach((name, url) -> out.printf("  %-18s %s%n", name, url));
        out.println("  data             " + data.root());
        out.println();
        out.println("Try ./opsbus demo; look with ./opsbus status; stop with ./opsbus down.");
        return 0;
    }

    private void print(StateFile state, Map<String, ServiceHealth> health) {
        out.printf("%-16s %-12s %8s %9s %9s  %s%n", "PROGRAM", "STATE", "PID", "RSS MiB", "RESTARTS", "REASON");
        long sum = Pids.residentKib(state.pid());
        out.printf("%-16s %-12s %8d %9d %9s%n", "supervisor", "ready", state.pid(), sum >> 10, "-");
        for (Child child : state.children()) {
            long kib = child.pid() == 0 ? 0 : Pids.residentKibOfTree(child.pid());
            sum += kib;
            out.printf(
                    "%-16s %-12s %8s %9d %9d  %s%n",
                    child.name(),
                    child.state(),
                    child.pid() == 0 ? "-" : Long.toString(child.pid()),
                    kib >> 10,
                    child.restarts(),
                    child.reason());
        }
        out.printf("%-16s %-12s %8s %9d%n%n", "together", "", "", sum >> 10);
        out.printf("%-20s %-8s %s%n", "SERVICE", "HEALTH", "REASONS");
        health.forEach(
                (name, one) -> out.printf("%-20s %-8s %s%n", name, one.status(), String.join("; ", one.reasons())));
    }

    private ObjectNode tree(StateFile state, Map<String, ServiceHealth> health, boolean healthy) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("running", true)
                .put("healthy", healthy)
                .put("version", "0.1.0")
                .put("data", data.root().toString());
        root.putObject("gateway")
                .put("http", "http://127.0.0.1:" + settings.ports().gatewayHttp())
                .put("https", "https://127.0.0.1:" + settings.ports().gatewayHttps())
                .put("caFile", data.tls().resolve("ca.pem").toString());
        root.putObject("agents")
                .put("bind", settings.ports().door().bind())
                .put("port", settings.ports().agents());
        root.putObject("kafka").put("bootstrap", settings.kafkaBootstrap());
        root.putObject("registry").put("url", settings.registryUrl());
        root.putObject("postgres").put("url", settings.postgresUrl());
        BuiltInAccount account = account();
        root.putObject("account")
                .put("accountId", account.accountId())
                .put("accessKeyId", account.accessKeyId())
                .put("accessKeySecret", account.accessKeySecret());
        services(root.putArray("services"), health);
        programs(root.putArray("programs"), state);
        ObjectNode versions = root.putObject("versions");
        versions.put("java", Runtime.version().toString());
        Plan.VERSIONS.forEach(versions::put);
        return root;
    }

    private void services(ArrayNode array, Map<String, ServiceHealth> health) {
        Map<String, String> urls = Plan.serviceUrls(settings);
        health.forEach((name, one) -> {
            ObjectNode node = array.addObject();
            node.put("name", name)
                    .put("url", urls.get(name))
                    .put("program", Plan.PROGRAM_OF_SERVICE.get(name))
                    .put("health", one.status());
            List<String> reasons = one.reasons();
            reasons.forEach(node.putArray("reasons")::add);
        });
    }

    private static void programs(ArrayNode array, StateFile state) {
        array.addObject()
                .put("name", "supervisor")
                .put("state", "ready")
                .put("pid", state.pid())
                .put("rssKib", Pids.residentKib(state.pid()));
        for (Child child : state.children()) {
            array.addObject()
                    .put("name", child.name())
                    .put("state", child.state())
                    .put("pid", child.pid())
                    .put("restarts", child.restarts())
                    .put("reason", child.reason())
                    .put("readyAfterMillis", child.readyMillis() == 0 ? 0 : child.readyMillis() - state.startedMillis())
                    .put("rssKib", child.pid() == 0 ? 0 : Pids.residentKibOfTree(child.pid()));
        }
    }

    private BuiltInAccount account() throws IOException {
        SecureRandom random = new SecureRandom();
        return BuiltInAccount.open(data, Keys.open(data.keys(), random), random);
    }
}
