package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.rpc.micronaut.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a command writes is read along while it runs. */
class TailIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOKEN = "an-operator-s-token-of-length";
    private static final InstanceId INSTANCE = new InstanceId("i-tail1");

    private static FakeCatalogue catalogue;
    private static RunningService running;
    private static Caller caller;

    @BeforeAll
    static void start() {
        catalogue = FakeCatalogue.start();
        var settings = Surroundings.settings();
        settings.put("opsbus.command.url", catalogue.url());
        settings.put("opsbus.operator-token", TOKEN);
        // a machine under load is no lost agent
        settings.put("opsbus.invocation.delivery", "1h");
        settings.put("opsbus.invocation.silence", "1h");
        running = Main.SERVICE.start(settings);
        caller = new Caller(running.url());
        caller.awaitReady();
        BusWriter.instance(INSTANCE.text(), "Running");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                caller.call("DescribeCloudAssistantStatus", Map.of("InstanceId.1", INSTANCE.text()))
                                        .status())
                        .isEqualTo(200));
        agents().connected(INSTANCE, new AgentNews("2.2.3.578", "linux", "socket"));
    }

    @AfterAll
    static void stop() {
        running.close();
        catalogue.close();
    }

    private static AgentTasks agents() {
        return running.context().getBean(AgentTasks.class);
    }

    private static String invoke() {
        var told =
                caller.call("InvokeCommand", Map.of("CommandId", FakeCatalogue.ECHO, "InstanceId.1", INSTANCE.text()));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        return told.text("InvokeId");
    }

    private static HttpRequest.Builder request(String account, String id, String query) {
        return HttpRequest.newBuilder(
                        URI.create(running.url() + "/accounts/" + account + "/invocations/" + id + "/tail" + query))
                .header("Authorization", "Bearer " + TOKEN);
    }

    /** Lines of a stream, as they come; empty ones, which end an event, are left out. */
    private static List<String> lines(HttpRequest request) {
        List<String> lines = new CopyOnWriteArrayList<>();
        var ignored = Thread.ofVirtual().start(() -> {
            try (HttpClient client = HttpClient.newHttpClient()) {
                client.send(request, BodyHandlers.ofLines())
                        .body()
                        .filter(line -> !line.isEmpty())
                        .forEach(lines::add);
                lines.add("(closed)");
            } catch (IOException e) {
                lines.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return lines;
    }

    private static Chunk chunk(String text) {
        return new Chunk(text.getBytes(UTF_8));
    }

    private static void has(List<String> lines, String part) {
        await().atMost(SOON).untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(part)));
    }

    @Test
    void outputIsReadWhileTheCommandRuns() {
        String id = invoke();
        List<String> lines =
                lines(request(Given.ALICE.text(), id, "?region=cn-hangzhou").build());
        has(lines, "\"InvocationStatus\":\"Pending\"");
        TaskId task =
                agents().kicked(INSTANCE, Optional.empty()).run().getLast().id();
        Instant now = Clock.systemUTC().instant();
        agents().report(INSTANCE, task, new TaskReport.Running(now, chunk("one")));
        // b25l: one
        has(lines, "\"Output\":\"b25l\"");
        has(lines, "\"InvocationStatus\":\"Running\"");
        agents().report(INSTANCE, task, new TaskReport.Running(now, chunk("two")));
        has(lines, "\"Output\":\"dHdv\"");
        assertThat(lines).noneMatch(line -> line.contains("event: end"));
        agents().report(INSTANCE, task, new TaskReport.Finished(new Span(now, now), 0, chunk("three\n"), 0));
        has(lines, "(closed)");
        assertThat(lines)
                .contains(
                        "event: output",
                        "event: status",
                        "data: {\"InstanceId\":\"i-tail1\",\"Repeats\":0,\"Dropped\":0,\"Output\":\"dGhyZWUK\"}",
                        "event: end",
                        "data: {\"InvocationStatus\":\"Success\"}");

        // who comes again with the last event's id is not told again what was written
        List<String> again = lines(request(Given.ALICE.text(), id, "?region=cn-hangzhou")
                .header("Last-Event-ID", "0-6")
                .build());
        has(again, "(closed)");
        assertThat(again)
                .filteredOn(line -> line.contains("\"Output\""))
                .singleElement(STRING)
                .contains("dGhyZWUK");
        assertThat(lines).contains("id: 0-12");
    }

    @Test
    void nobodyElseReadsAlong() throws IOException, InterruptedException {
        String id = invoke();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var nobody = request(Given.ALICE.text(), id, "?region=cn-hangzhou")
                    .setHeader("Authorization", "Bearer a-guess-of-about-that-length")
                    .build();
            assertThat(client.send(nobody, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            for (String region : List.of("cn-beijing", "no%20region")) {
                var elsewhere =
                        request(Given.ALICE.text(), id, "?region=" + region).build();
                assertThat(client.send(elsewhere, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(404);
            }
            var other = request(Given.BOB.text(), id, "?region=cn-hangzhou").build();
            assertThat(client.send(other, BodyHandlers.ofString()).body()).contains("InvalidInvokeId.NotFound");
            var nowhere = request(Given.ALICE.text(), id, "").build();
            assertThat(client.send(nowhere, BodyHandlers.ofString()).body()).contains("MissingParameter");
        }
    }

    @Test
    void soManyReadAlongAndTheNextIsToldToWait() throws IOException, InterruptedException {
        String id = invoke();
        var request = request(Given.ALICE.text(), id, "?region=cn-hangzhou").build();
        try (HttpClient readers = HttpClient.newHttpClient();
                HttpClient next = HttpClient.newHttpClient()) {
            for (int n = 0; n < TailController.MOST; n++) {
                assertThat(readers.send(request, BodyHandlers.ofInputStream()).statusCode())
                        .isEqualTo(200);
            }
            await().atMost(SOON).untilAsserted(() -> {
                var refused = next.send(request, BodyHandlers.ofInputStream());
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            });
            readers.shutdownNow();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(next.send(request, BodyHandlers.ofInputStream())
                                    .statusCode())
                            .as("who leaves makes room")
                            .isEqualTo(200));
            next.shutdownNow();
        }
    }
}
