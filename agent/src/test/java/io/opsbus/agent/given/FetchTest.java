package io.opsbus.agent.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.opsbus.agent.TaskList;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers longer than memory should hold, whole and not. */
class FetchTest {
    private final Path folder;
    private final Shelf shelf;
    private final HttpServer http;
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch over = new CountDownLatch(1);
    private int status = 200;
    private String says = list(40);
    /** What is announced and never sent. */
    private int missing;

    private boolean stops;

    FetchTest(@TempDir Path folder) throws IOException {
        this.folder = folder.resolve("given");
        this.shelf = new Shelf(this.folder);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange;
                    OutputStream out = exchange.getResponseBody()) {
                byte[] body = says.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length + missing);
                out.write(body);
                out.flush();
                if (stops) {
                    over.await();
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
        http.setExecutor(Thread::startVirtualThread);
        http.start();
    }

    @AfterEach
    void end() {
        over.countDown();
        client.shutdownNow();
        http.stop(0);
    }

    private static String list(int scripts) {
        return IntStream.range(0, scripts)
                .mapToObj(number -> "{\"task\":{\"taskID\":\"t-%d\",\"commandContent\":\"%s\"}}"
                        .formatted(number, "YWJj".repeat(10_000)))
                .collect(Collectors.joining(",", "{\"run\":[", "],\"code\":200}"));
    }

    private TaskList fetched() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/list"))
                .build();
        return new Fetch(shelf, stops ? Duration.ofSeconds(1) : Duration.ofMinutes(1))
                .list(client, request, (code, body) -> code + " " + body.substring(0, 2));
    }

    @Test
    void aLongListIsReadAndItsAnswerIsGone() throws Exception {
        TaskList list = fetched();
        assertThat(list.run()).hasSize(40);
        assertThat(list.run().getLast().script().content().base64()).hasSize(40_000);
        assertThat(folder).isDirectoryNotContaining("glob:**answer-*");
        assertThat(folder).isDirectoryContaining("glob:**given-*");
    }

    @Test
    void aListThatIsCutOffOnItsWayIsNone() throws Exception {
        missing = 1;
        assertThatThrownBy(this::fetched).isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneThatStopsOnItsWayIsGivenUpAndLeavesNothing() throws Exception {
        missing = 1;
        stops = true;
        assertThatThrownBy(this::fetched).isInstanceOf(HttpTimeoutException.class);
        missing = 0;
        stops = false;
        says = list(1);
        assertThat(fetched().run()).hasSize(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoListSaysWhatItIs() {
        status = 503;
        assertThatThrownBy(this::fetched).isInstanceOf(IOException.class).hasMessageEndingWith("503 {\"");
        status = 200;
        says = "<html>";
        assertThatThrownBy(this::fetched).isInstanceOf(IOException.class).hasMessageContaining("something else");
    }

    @Test
    void aFolderThatWasClearedAwayIsMadeAnew() throws Exception {
        Files.delete(folder);
        assertThat(fetched().run().getLast().script().content().base64()).hasSize(40_000);
        assertThat(folder).isDirectoryContaining("glob:**given-*");
    }

    @Test
    void withoutADiskALongListIsNotTakenAndAShortOneIs() throws Exception {
        Files.delete(folder);
        Files.createFile(folder);
        assertThatThrownBy(this::fetched).isInstanceOf(IOException.class);
        assertThat(shelf.count()).isZero();
        says = list(2);
        assertThat(fetched().run()).hasSize(2);
    }
}
