package io.opsbus.benchmarks.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.standalone.backbone.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A running sink, seen from the benchmark that started it. */
public final class Sink {
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms128m", "-Xmx256m");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final long pid;
    private final int http1;
    private final int http2;
    private final int control;

    private Sink(long pid, int http1, int http2, int control) {
        this.pid = pid;
        this.http1 = http1;
        this.http2 = http2;
        this.control = control;
    }

    /** Starts a sink on free ports that answers at once, and waits until it is there. */
    public static Sink start(Programs programs) throws BenchFailure {
        return start(programs, 0);
    }

    /**
     * Starts a sink on free ports and waits until it is there.
     *
     * @param takes milliseconds until a delivery over HTTP/1.1 is answered
     */
    public static Sink start(Programs programs, int takes) throws BenchFailure {
        int[] ports = {Ports.free(), Ports.free(), Ports.free()};
        var child = programs.java(
                "sink", SinkMain.class, JVM, List.of("" + ports[0], "" + ports[1], "" + ports[2], "" + takes));
        var sink = new Sink(child.pid(), ports[0], ports[1], ports[2]);
        programs.await(child, Duration.ofSeconds(30), sink::answers);
        return sink;
    }

    public long pid() {
        return pid;
    }

    /** Where deliveries go over HTTP/1.1. */
    public int http1Port() {
        return http1;
    }

    /** Where deliveries go over h2c. */
    public int http2Port() {
        return http2;
    }

    /** The address of target {@code number} over HTTP/1.1. */
    public URI target(int number) {
        return URI.create("http://127.0.0.1:" + http1 + "/t/" + number);
    }

    /** What has come since the phase began. */
    public Reading read() throws BenchFailure {
        return ask(request("/reading").GET().build());
    }

    /** Begins a phase. */
    public void begin(Phase phase) throws BenchFailure {
        post("/phase", phase);
    }

    /** From now on these targets are not counted, and treat what they get in their own way. */
    public void apart(Apart targets) throws BenchFailure {
        post("/apart", targets);
    }

    private void post(String path, Object body) throws BenchFailure {
        try {
            ask(request(path)
                    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                    .build());
        } catch (IOException e) {
            throw new BenchFailure("cannot write " + body, e);
        }
    }

    private boolean answers() {
        try {
            read();
            return true;
        } catch (BenchFailure notYet) {
            return false;
        }
    }

    private Reading ask(HttpRequest request) throws BenchFailure {
        try {
            return json.readValue(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body(), Reading.class);
        } catch (IOException e) {
            throw new BenchFailure("the sink does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control + path))
                .timeout(Duration.ofSeconds(20));
    }
}
