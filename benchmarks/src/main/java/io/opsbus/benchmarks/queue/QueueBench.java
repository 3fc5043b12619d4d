package io.opsbus.benchmarks.queue;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.api.ApiConnection;
import io.opsbus.benchmarks.api.ClosedLoop;
import io.opsbus.benchmarks.api.ServiceProcess;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.process.Programs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Messages through queue-service: what sending, receiving and deleting one costs, and whether depth matters. */
public final class QueueBench implements Benchmark {
    private static final Pattern HANDLE = Pattern.compile("<ReceiptHandle>([^<]+)</ReceiptHandle>");
    private static final int BATCH = 16;

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String summary() {
        return "What a message of a queue costs, one by one and in batches, over few and over many stored ones.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("stored", Option.Kind.NUMBERS, "1000,1000000", "messages in the queue, growing"),
                new Option("messages", Option.Kind.NUMBER, "20000", "of a stretch"),
                new Option("body", Option.Kind.NUMBER, "1024", "bytes of a message"),
                new Option("clients", Option.Kind.NUMBER, "16", "connections that ask at once"),
                new Option("results", Option.Kind.PATH, "", "folder of the result file, default benchmarks/results"));
    }

    /** One stretch; times in milliseconds of a call, CPU in microseconds of a message. */
    private record Row(
            int stored,
            String operation,
            double messagesPerSecond,
            double p50,
            double p99,
            double max,
            double serviceMicros,
            double postgresMicros,
            double othersCores,
            long refused) {}

    @Override
    public Verdict run(Options options) throws BenchFailure {
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        result.put("jvm", ServiceProcess.JVM);
        List<Row> rows;
        try (Programs programs = Programs.open()) {
            System.out.println("Starting Kafka, PostgreSQL, registry, queue-service...");
            rows = new Run(QueueSystem.start(home, programs), options).all();
        }
        result.put("stretches", rows);
        try {
            System.out.println("\nResult: " + result.write());
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        return rows.stream().allMatch(row -> row.refused == 0) ? Verdict.SOUND : Verdict.UNSOUND;
    }

    /** One run over one system. */
    private static final class Run {
        private final QueueSystem system;
        private final Options options;
        private final ClosedLoop loop;
        private final String message;
        private final List<Row> rows = new ArrayList<>();
        private final ConcurrentLinkedQueue<String> handles = new ConcurrentLinkedQueue<>();

        Run(QueueSystem system, Options options) {
            this.system = system;
            this.options = options;
            this.loop = new ClosedLoop(system.port(), options.number("clients"), system.pids());
            this.message =
                    "<Message><MessageBody>" + "YWJj".repeat(options.number("body") / 4) + "</MessageBody></Message>";
        }

        List<Row> all() throws BenchFailure {
            // visibility of an hour: nothing received comes back within the run
            loop.run(
                    1,
                    _ -> system.request(
                            "CreateQueue", "Body", "<Queue><VisibilityTimeout>3600</VisibilityTimeout></Queue>"));
            int messages = options.number("messages");
            cycle(0, messages / 4, false);
            int before = 0;
            for (int stored : options.numbers("stored")) {
                system.store(stored - before, options.number("body"));
                before = stored;
                cycle(stored, messages, true);
                batches(stored, messages / BATCH);
            }
            return rows;
        }

        private void cycle(int stored, int count, boolean isCounted) throws BenchFailure {
            stretch(stored, "send", 1, count, isCounted, _ -> system.request("SendMessage", "Body", message));
            stretch(stored, "receive", 1, count, isCounted, _ -> system.request("ReceiveMessage"));
            List<String> held = List.copyOf(handles);
            stretch(
                    stored,
                    "delete",
                    1,
                    held.size(),
                    isCounted,
                    n -> system.request("DeleteMessage", "ReceiptHandle", held.get(n)));
            handles.clear();
        }

        private void batches(int stored, int count) throws BenchFailure {
            String batch = "<Messages>" + message.repeat(BATCH) + "</Messages>";
            stretch(stored, "send 16", BATCH, count, true, _ -> system.request("SendMessage", "Body", batch));
            stretch(
                    stored,
                    "receive 16",
                    BATCH,
                    count,
                    true,
                    _ -> system.request("ReceiveMessage", "NumOfMessages", "" + BATCH));
            List<String> held = List.copyOf(handles);
            stretch(
                    stored,
                    "delete 16",
                    BATCH,
                    held.size() / BATCH,
                    true,
                    n -> system.request("DeleteMessage", "Body", handles(held.subList(n * BATCH, (n + 1) * BATCH))));
            handles.clear();
        }

        private static String handles(List<String> held) {
            return "<ReceiptHandles><ReceiptHandle>" + String.join("</ReceiptHandle><ReceiptHandle>", held)
                    + "</ReceiptHandle></ReceiptHandles>";
        }

        private void keep(ApiConnection.Answered answered) {
            HANDLE.matcher(answered.body()).results().forEach(found -> handles.add(found.group(1)));
        }

        private void stretch(
                int stored, String operation, int each, int count, boolean isCounted, IntFunction<byte[]> request)
                throws BenchFailure {
            ClosedLoop.Stretch stretch = loop.run(count, request, this::keep);
            if (!isCounted) {
                return;
            }
            var row = new Row(
                    stored,
                    operation,
                    stretch.window().perSecond() * each,
                    stretch.latency().getValueAtPercentile(50) / 1e6,
                    stretch.latency().getValueAtPercentile(99) / 1e6,
                    stretch.latency().getMaxValue() / 1e6,
                    stretch.window().cpuMicros("queue-service") / each,
                    stretch.window().cpuMicros("postgres") / each,
                    stretch.window().othersCores(),
                    stretch.refused());
            rows.add(row);
            System.out.printf(
                    Locale.ROOT,
                    "  %8d stored, %-10s %7.0f messages/s  p50 %6.1f ms  p99 %6.1f ms  service %5.0f us  postgres %5.0f us"
                            + "  others %.1f%n",
                    stored,
                    operation,
                    row.messagesPerSecond,
                    row.p50,
                    row.p99,
                    row.serviceMicros,
                    row.postgresMicros,
                    row.othersCores);
            if (stretch.refused() > 0) {
                System.out.println("    " + stretch.refused() + " refused, the first: " + stretch.firstRefusal());
            }
        }
    }
}
