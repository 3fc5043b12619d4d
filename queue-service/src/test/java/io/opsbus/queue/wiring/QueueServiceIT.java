package io.opsbus.queue.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.rpc.micronaut.RunningService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service against real servers. */
class QueueServiceIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static Map<String, Object> settings;
    private static RunningService running;
    private static Caller caller;

    @BeforeAll
    static void start() {
        settings = Surroundings.settings();
        running = Main.SERVICE.start(settings);
        caller = new Caller(running.url());
        untilReady();
    }

    private static void untilReady() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(readiness().statusCode())
                        .as(readiness().body())
                        .isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        caller.close();
        running.close();
    }

    private static HttpResponse<String> readiness() {
        try {
            return caller.client()
                    .send(
                            HttpRequest.newBuilder(URI.create(running.url() + "/health/readiness"))
                                    .build(),
                            BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void create(String queue) {
        assertThat(caller.call("CreateQueue", "QueueName", queue).status()).isEqualTo(201);
    }

    private static Caller.Told send(String queue, String text, String more) {
        return caller.call(
                "SendMessage",
                "QueueName",
                queue,
                "Body",
                "<Message><MessageBody>" + text + "</MessageBody>" + more + "</Message>");
    }

    @Test
    void whatIsKeptIsThereAfterARestart() {
        create("kept");
        send("kept", "a", "");
        send("kept", "b", "");
        assertThat(caller.call("ReceiveMessage", "QueueName", "kept").status()).isEqualTo(200);
        caller.close();
        running.close();
        running = Main.SERVICE.start(settings);
        caller = new Caller(running.url());
        untilReady();

        Caller.Told told = caller.call("GetQueueAttributes", "QueueName", "kept");
        assertThat(told.text("ActiveMessages")).isEqualTo("1");
        assertThat(told.text("InactiveMessages"))
                .as("what was received stays hidden")
                .isEqualTo("1");
    }

    @Test
    void aHundredReceiversWaitAtOnceAndEachGetsItsMessage() {
        create("waited-for");
        List<CompletableFuture<Caller.Told>> waiting = IntStream.range(0, 100)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> caller.call("ReceiveMessage", "QueueName", "waited-for", "WaitSeconds", "30"),
                        Executors.newVirtualThreadPerTaskExecutor()))
                .toList();
        await().atMost(SOON)
                .until(() -> running.context().getBean(Engine.class).waiters.count() == 100);
        for (int i = 0; i < 100; i++) {
            assertThat(send("waited-for", "m" + i, "").status()).isEqualTo(201);
        }

        assertThat(waiting.stream().map(one -> one.join().text("MessageBody")))
                .doesNotHaveDuplicates()
                .hasSize(100)
                .allMatch(text -> text.startsWith("m"));
    }

    @Test
    void whoWaitsIsToldOfAMessageWhoseDelayEnds() {
        create("delayed");
        send("delayed", "late", "<DelaySeconds>1</DelaySeconds>");
        assertThat(caller.call("ReceiveMessage", "QueueName", "delayed", "WaitSeconds", "30")
                        .text("MessageBody"))
                .isEqualTo("late");
    }

    @Test
    void whoIsNotTheGatewayIsRefused() throws Exception {
        HttpResponse<String> told = caller.client()
                .send(
                        HttpRequest.newBuilder(URI.create(running.url() + "/rpc"))
                                .POST(HttpRequest.BodyPublishers.ofString("QueueName=kept"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(told.statusCode()).isEqualTo(403);
    }
}
