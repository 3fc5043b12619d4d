package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.standalone.FrontDoor.Ran;
import io.opsbus.standalone.Listeners.Listener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's commands as they stand there, in a fresh data folder. */
class ReadmeIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Doors of ours, and those the frameworks would open. */
    private static final List<String> GUESSED = List.of(
            "/",
            "/rpc",
            "/events",
            "/accounts/1690700000000030/events",
            "/accounts/1690700000000030/subscriptions",
            "/deliveries/stats",
            "/prometheus",
            "/metrics",
            "/info",
            "/env",
            "/beans",
            "/routes",
            "/loggers",
            "/threaddump",
            "/heapdump",
            "/refresh",
            "/stop",
            "/shutdown",
            "/actuator",
            "/actuator/env",
            "/admin/accounts",
            "/admin/access-keys",
            "/admin/maintenance",
            "/admin/balances/1/paid",
            "/error",
            "/health/../events",
            "/%68ealth/..;/events",
            "//events",
            "/?Action=DescribeRegions&Version=2014-05-26");

    private final int offset = FrontDoor.freeOffset();
    private final int receiver = 8_000 + offset;

    @TempDir
    Path data;

    @BeforeEach
    void remember() throws Exception {
        FrontDoor.shareStartUpCaches(data);
    }

    @AfterEach
    void stop() throws Exception {
        run("./opsbus down");
    }

    @Test
    void theReadmesCommandsDoWhatItSays() throws Exception {
        List<String> commands = commands();
        assertThat(commands)
                .contains("./opsbus up", "./opsbus test", "./opsbus demo", "./opsbus status", "./opsbus down");
        // this is the README's test command; it must not call itself
        commands.remove("./opsbus test");
        for (String command : commands) {
            Ran ran = run(command);
            System.out.println("$ " + command + "\n" + ran.output());
            assertThat(ran.exit()).as(command + "\n" + ran.output() + logs()).isZero();
            check(command, ran.output());
        }
    }

    private void check(String command, String output) throws Exception {
        switch (command) {
            case "./opsbus up" -> {
                assertThat(output).contains("All healthy after", "access key", "./opsbus down");
                statusAsJsonTellsEverything();
                whoListensIsDeclared();
                whoShowsNothingReachesHealthOnly();
                theSystemSurvivesTheDeathOfAProgram();
            }
            case "./opsbus demo" -> {
                assertThat(output)
                        .containsPattern("All as it should be\\.[^!]+\n  123\n[^!]+All as it should be\\.")
                        .contains("it runs HERE");
                assertThat(Ports.taken(Map.of("agents", new Ports(offset).agents())))
                        .as("what the demo started has ended")
                        .isEmpty();
            }
            case "./opsbus status" -> assertThat(output).contains("event-service", "notifier-service", "UP");
            case "./opsbus account create --name team" -> theAccountGetsAKeyThatCanBeTakenAway(output);
            case "./opsbus down" -> assertThat(output).contains("Stopped.");
            default -> {
                assertThat(output).isNotBlank();
                if (command.contains("subscriptions create")) {
                    theReceiverGetsWhatWasPublished(output);
                }
            }
        }
    }

    private void theReceiverGetsWhatWasPublished(String output) throws Exception {
        Matcher event = Pattern.compile("Event (\\S+) is taken in").matcher(output);
        assertThat(event.find()).as(output).isTrue();
        assertThat(output)
                .containsPattern("\"id\" *: *\"" + event.group(1) + "\"")
                .containsPattern("sub-\\S+ +tgt-\\S+ +webhook +on ")
                .containsPattern("Subscription sub-\\S+ is removed");
        String account = run("./opsbus account id").output().strip();
        // attempts are listed a little after they are made
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(run("./opsbus deliveries list --account " + account)
                                .output())
                        .containsPattern("delivered +delivered .* Disk:DiskOperationCompleted "));
    }

    private void statusAsJsonTellsEverything() throws Exception {
        JsonNode status = JSON.readTree(run("./opsbus status --json").output());
        assertThat(status.path("healthy").asBoolean()).isTrue();
        assertThat(status.at("/gateway/http").asText()).startsWith("http://127.0.0.1:");
        assertThat(Path.of(status.at("/gateway/caFile").asText())).exists();
        assertThat(status.at("/account/accessKeySecret").asText()).hasSize(30);
        assertThat(status.path("services")).hasSize(7);
        assertThat(status.path("programs"))
                .allSatisfy(
                        program -> assertThat(program.path("rssKib").asLong()).isPositive());
        assertThat(Files.readString(data.resolve("keys/account.json")))
                .doesNotContain(status.at("/account/accessKeySecret").asText());
    }

    private void whoListensIsDeclared() throws Exception {
        if (!Listeners.canBeSeen()) {
            return;
        }
        Set<Long> pids = new HashSet<>();
        JSON.readTree(run("./opsbus status --json").output())
                .path("programs")
                .forEach(program -> pids.add(program.path("pid").asLong()));
        Set<Listener> listeners = Listeners.of(pids);
        Ports ports = new Ports(offset);
        Settings settings = new Settings(FrontDoor.HOME, data, ports, null, null, null);
        assertThat(Listeners.ports(listeners))
                .isEqualTo(new TreeSet<>(ports.needed(settings).values()));
        assertThat(listeners)
                .allSatisfy(listener -> assertThat(listener.address().isLoopbackAddress())
                        .as("%s", listener)
                        .isTrue());
    }

    private void whoShowsNothingReachesHealthOnly() throws Exception {
        List<String> reached = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (JsonNode service :
                    JSON.readTree(run("./opsbus status --json").output()).path("services")) {
                String url = service.path("url").asText();
                assertThat(status(client, "GET", url + "/health")).as(url).isEqualTo(200);
                for (String path : GUESSED) {
                    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
                        int status = status(client, method, url + path);
                        if (status < 400 || status >= 500) {
                            reached.add(method + " " + service.path("name").asText() + path + " " + status);
                        }
                    }
                }
            }
        }
        // the gateway's page for people: where things are, in two languages
        assertThat(reached).containsExactly("GET gateway/ 200");
    }

    private static int status(HttpClient client, String method, String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private void theAccountGetsAKeyThatCanBeTakenAway(String output) throws Exception {
        assertThat(output).contains("Account ", "(team)");
        JsonNode accounts = JSON.readTree(run("./opsbus account list --json").output());
        String account = accounts.at("/accounts/0/accountId").asText();
        assertThat(accounts.path("accounts")).hasSize(2);
        JsonNode key =
                JSON.readTree(run("./opsbus access-key create --account " + account + " --policy read-only --json")
                        .output());
        String id = key.path("accessKeyId").asText();
        assertThat(run("./opsbus access-key disable " + id).output()).contains(id + " is now Disabled.");
        assertThat(run("./opsbus access-key enable " + id).output()).contains(id + " is now Active.");
        assertThat(run("./opsbus access-key list").output()).contains(id, "read-only");
        assertThat(run("./opsbus access-key delete " + id).output()).contains(id + " is now Deleted.");
        Ran again = run("./opsbus access-key delete " + id);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.output()).isEqualTo("opsbus: There is no such access key.\n");
        assertThat(run("./opsbus access-key create --help").output()).contains("shown once", "创建访问密钥");
    }

    private void theSystemSurvivesTheDeathOfAProgram() throws Exception {
        long kafka = pid("kafka");
        new ProcessBuilder("kill", "-9", Long.toString(kafka)).start().waitFor();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(pid("kafka")).isNotZero().isNotEqualTo(kafka);
            assertThat(run("./opsbus status").exit()).isZero();
        });
    }

    private long pid(String program) throws Exception {
        for (JsonNode one :
                JSON.readTree(run("./opsbus status --json").output()).path("programs")) {
            if (one.path("name").asText().equals(program)) {
                return one.path("pid").asLong();
            }
        }
        return 0;
    }

    /** The lines of the README's {@code sh} blocks, and its {@code bash} blocks each as a whole: those are pasted whole. */
    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        String kind = "";
        for (String line : Files.readAllLines(FrontDoor.HOME.resolve("README.md"))) {
            if (line.startsWith("```")) {
                if (kind.equals("bash")) {
                    commands.add(block.toString());
                    block.setLength(0);
                }
                kind = line.substring(3);
            } else if (kind.equals("sh")) {
                commands.add(line);
            } else if (kind.equals("bash")) {
                block.append(line).append('\n');
            }
        }
        return commands;
    }

    /** With {@code java} of JDK 25 in front; the README's port for a receiver may be somebody's here. */
    private Ran run(String command) throws Exception {
        return new FrontDoor(Map.of(
                        Settings.ENV_DATA,
                        data.toString(),
                        Settings.ENV_OFFSET,
                        Integer.toString(offset),
                        "PATH",
                        System.getProperty("java.home") + "/bin:" + System.getenv("PATH")))
                .run(bounded(command.replace("8000", Integer.toString(receiver))));
    }

    /** What waits for something that does not come ends with all it has begun. */
    private static String bounded(String command) {
        return "timeout 240 bash -c '" + command.replace("'", "'\\''") + "'";
    }

    private String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var files = Files.list(data.resolve("logs"))) {
            for (Path log : files.toList()) {
                List<String> lines = Files.readAllLines(log);
                text.append("\n--- ").append(log.getFileName()).append('\n');
                lines.subList(Math.max(0, lines.size() - 30), lines.size())
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }
}
