package io.opsbus.benchmarks.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.process.Programs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Signed requests through the gateway, at several sizes of the fleet: what one costs, and what growth costs. */
public final class ApiBench implements Benchmark {
    private static final int BATCH = 100;
    private static final int PAGE = 100;
    private static final String ZONES = "ghi";
    private static final Duration SETTLE = Duration.ofMinutes(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "api";
    }

    @Override
    public String summary() {
        return "What a signed request costs gateway and instance-service, and how it grows with the fleet.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("sizes", Option.Kind.NUMBERS, "100,10000", "instances, one stretch after another, growing"),
                new Option("requests", Option.Kind.NUMBER, "4000", "requests of a stretch"),
                new Option("clients", Option.Kind.NUMBER, "8", "connections that ask at once"),
                new Option("changes", Option.Kind.NUMBER, "2000", "instances stopped and started at each size"),
                new Option("results", Option.Kind.PATH, "", "folder of the result file, default benchmarks/results"));
    }

    @Override
    public Verdict run(Options options) throws BenchFailure {
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        result.put("jvm", ServiceProcess.JVM);
        ApiReport report = new ApiReport();
        try (Programs programs = Programs.open()) {
            System.out.println("Starting Kafka, PostgreSQL, registry, instance-service, gateway…");
            ApiSystem system = ApiSystem.start(home, programs);
            new Run(system, options, report).all();
        }
        report.into(result);
        System.out.print(report);
        try {
            System.out.println("\nResult: " + result.write());
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        return report.nothingRefused() ? Verdict.SOUND : Verdict.UNSOUND;
    }

    /** One run over one system. */
    private static final class Run {
        private final ApiSystem system;
        private final Options options;
        private final ApiReport report;
        private final ClosedLoop loop;
        private final List<String> ids = new ArrayList<>();

        Run(ApiSystem system, Options options, ApiReport report) {
            this.system = system;
            this.options = options;
            this.report = report;
            this.loop = new ClosedLoop(system.port(), options.number("clients"), system.pids());
        }

        void all() throws BenchFailure {
            for (int size : options.numbers("sizes")) {
                grow(size);
                warm();
                reads(size);
                changes(size);
            }
        }

        /** Orders instances, a batch a request, until there are {@code size}, and waits until all run. */
        private void grow(int size) throws BenchFailure {
            int batches = (size - ids.size() + BATCH - 1) / BATCH;
            if (batches > 0) {
                System.out.println("  making " + batches * BATCH + " instances…");
                ClosedLoop.Stretch made = loop.run(batches, this::requestBatch);
                report.add(size, "RunInstances (" + BATCH + " each)", made);
            }
            awaitStatus("Running", size);
            collect(size);
        }

        /** In turn in each of the region's zones: one has 65,531 addresses. */
        private byte[] requestBatch(int number) {
            return request(
                    "RunInstances",
                    Map.of(
                            "ZoneId",
                            "cn-hangzhou-" + ZONES.charAt(number % ZONES.length()),
                            "InstanceType",
                            "ecs.g6.large",
                            "ImageId",
                            "aliyun_2_1903_x64_20G_alibase_20200324.vhd",
                            "Amount",
                            "" + BATCH));
        }

        private void warm() throws BenchFailure {
            loop.run(Math.min(2_000, options.number("requests")), n -> page(1));
        }

        private void reads(int size) throws BenchFailure {
            int pages = Math.max(1, size / PAGE);
            int count = options.number("requests");
            read(size, "DescribeInstances first page", count, n -> page(1));
            read(size, "DescribeInstances last page", count, n -> page(pages));
            read(size, "DescribeInstances any page", count, n -> page(1 + (n * 7919) % pages));
            read(
                    size,
                    "DescribeInstances one id",
                    count,
                    n -> request(
                            "DescribeInstances",
                            Map.of("InstanceIds", "[\"" + ids.get((n * 7919) % ids.size()) + "\"]")));
        }

        private void read(int size, String name, int count, IntFunction<byte[]> request) throws BenchFailure {
            report.add(size, name, loop.run(count, request));
        }

        private void changes(int size) throws BenchFailure {
            int count = Math.min(options.number("changes"), ids.size());
            report.add(size, "StopInstance", loop.run(count, n -> power("StopInstance", n)));
            awaitStatus("Stopped", count);
            report.add(size, "StartInstance", loop.run(count, n -> power("StartInstance", n)));
            awaitStatus("Running", size);
        }

        private byte[] power(String action, int n) {
            return request(action, Map.of("InstanceId", ids.get(n)));
        }

        private byte[] page(int number) {
            return request("DescribeInstances", Map.of("PageNumber", "" + number, "PageSize", "" + PAGE));
        }

        private byte[] request(String action, Map<String, String> parameters) {
            Map<String, String> all = new HashMap<>(parameters);
            all.put("RegionId", "cn-hangzhou");
            return system.sign().bytes(action, all);
        }

        private void awaitStatus(String status, int count) throws BenchFailure {
            long end = System.nanoTime() + SETTLE.toNanos();
            int there = count(status);
            while (there < count) {
                if (System.nanoTime() - end > 0) {
                    throw new BenchFailure(there + " of " + count + " instances are " + status + " after " + SETTLE);
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                there = count(status);
            }
        }

        private int count(String status) throws BenchFailure {
            return asked("DescribeInstances", Map.of("Status", status, "PageSize", "1"))
                    .path("TotalCount")
                    .asInt();
        }

        private void collect(int size) throws BenchFailure {
            ids.clear();
            for (int number = 1; ids.size() < size; number++) {
                JsonNode page = asked("DescribeInstances", Map.of("PageNumber", "" + number, "PageSize", "" + PAGE));
                JsonNode found = page.at("/Instances/Instance");
                if (found.isEmpty()) {
                    throw new BenchFailure("the list ends after " + ids.size() + " of " + size + " instances");
                }
                found.forEach(one -> ids.add(one.path("InstanceId").asText()));
            }
        }

        private JsonNode asked(String action, Map<String, String> parameters) throws BenchFailure {
            try (ApiConnection connection = new ApiConnection(system.port())) {
                ApiConnection.Answered answered = connection.ask(request(action, parameters));
                if (answered.status() != 200) {
                    throw new BenchFailure(action + " is refused: " + answered.body());
                }
                return JSON.readTree(answered.body());
            } catch (IOException e) {
                throw new BenchFailure("the gateway does not answer: " + e, e);
            }
        }
    }
}
