package io.opsbus.benchmarks.invoke;

import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.measure.Table;
import io.opsbus.benchmarks.measure.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The figures of one run. */
final class InvokeReport {
    private final List<Fifty> fifties = new ArrayList<>();
    private final List<Grown> grown = new ArrayList<>();
    private final List<Idle> idles = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();
    private final List<Flooded> floods = new ArrayList<>();

    /**
     * CPU microseconds a unit cost each program, and cores others used meanwhile.
     *
     * @param agents the agents' part, with that of who asks: what a fleet's own machines would bear
     */
    record Cpu(double service, double gateway, double postgres, double broker, double agents, double others) {
        static Cpu of(Window window) {
            return new Cpu(
                    window.cpuMicros(InvokeSystem.SERVICE),
                    window.cpuMicros("gateway"),
                    window.cpuMicros("postgres"),
                    window.cpuMicros("broker"),
                    window.cpuMicros("bench"),
                    window.othersCores());
        }
    }

    /** Milliseconds. */
    record Latency(double p50, double p99, double max) {
        static Latency of(Histogram nanos) {
            return new Latency(
                    nanos.getValueAtPercentile(50) / 1e6,
                    nanos.getValueAtPercentile(99) / 1e6,
                    nanos.getMaxValue() / 1e6);
        }
    }

    record Fifty(String action, Latency accepted, Latency ended, Latency readable, Cpu perTask) {}

    record Grown(int agents, double perSecond, Cpu perAgent) {}

    /**
     * Without a command.
     *
     * @param serviceCorePercent of one core
     */
    record Idle(int agents, long connected, long residentMiB, double serviceCorePercent, double others) {}

    record Load(int agents, double tasksPerSecond, Latency firstReport, long kicked, long missing, Cpu perTask) {}

    /**
     * What one agent without measure heard.
     *
     * @param answers how often which status; 0: none
     */
    record Flooded(int connections, Map<Integer, Long> answers, double perSecond, long residentMiB) {}

    void flood(int connections, Map<Integer, Long> answers, Duration time, long residentMiB) {
        long all = answers.values().stream().mapToLong(Long::longValue).sum();
        floods.add(new Flooded(connections, answers, 1e3 * all / Math.max(1, time.toMillis()), residentMiB));
        System.out.println("  " + floods.getLast());
    }

    void fifty(String action, FiftyRounds.Outcome outcome) {
        Fifty row = new Fifty(
                action,
                Latency.of(outcome.accepted()),
                Latency.of(outcome.ended()),
                Latency.of(outcome.readable()),
                Cpu.of(outcome.window()));
        fifties.add(row);
        System.out.println("  " + row);
    }

    void grown(int agents, Window window) {
        grown.add(new Grown(agents, window.perSecond(), Cpu.of(window)));
        System.out.println("  " + grown.getLast());
    }

    void idle(int agents, long connected, long residentMiB, Window window) {
        idles.add(new Idle(
                agents, connected, residentMiB, window.cpuMicros(InvokeSystem.SERVICE) / 1e4, window.othersCores()));
        System.out.println("  " + idles.getLast());
    }

    void load(int agents, FullLoad.Outcome outcome, Histogram first) {
        loads.add(new Load(
                agents,
                outcome.window().perSecond(),
                Latency.of(first),
                first.getTotalCount(),
                outcome.missing(),
                Cpu.of(outcome.window())));
        System.out.println("  " + loads.getLast());
    }

    boolean nothingMissing() {
        return loads.stream().allMatch(load -> load.missing == 0)
                && idles.stream().allMatch(idle -> idle.connected == idle.agents);
    }

    void into(ResultFile result) {
        result.put("fifty", fifties);
        result.put("grown", grown);
        result.put("idle", idles);
        result.put("load", loads);
        result.put("flood", floods);
    }

    @Override
    public String toString() {
        return fiftyTable() + idleTable() + loadTable();
    }

    private String fiftyTable() {
        var table = new Table(
                "50 instances",
                "accepted",
                "ended p50",
                "readable p50",
                "p99",
                "service us",
                "gateway us",
                "pg us",
                "agents us");
        for (Fifty row : fifties) {
            table.row(
                    row.action,
                    figure(row.accepted.p50),
                    figure(row.ended.p50),
                    figure(row.readable.p50),
                    figure(row.readable.p99),
                    figure(row.perTask.service),
                    figure(row.perTask.gateway),
                    figure(row.perTask.postgres),
                    figure(row.perTask.agents));
        }
        return "\nechos on 50 instances, one invocation after another (ms; CPU in microseconds a task)\n" + table;
    }

    private String idleTable() {
        var table = new Table("agents", "connected", "RSS MiB", "service % of a core", "others");
        for (Idle row : idles) {
            table.row(
                    "" + row.agents,
                    "" + row.connected,
                    "" + row.residentMiB,
                    figure(row.serviceCorePercent),
                    figure(row.others));
        }
        return "\nConnected and idle\n" + table;
    }

    private String loadTable() {
        var table = new Table(
                "agents",
                "tasks/s",
                "first report p50",
                "p99",
                "missing",
                "service us",
                "pg us",
                "broker us",
                "agents us",
                "others");
        for (Load row : loads) {
            table.row(
                    "" + row.agents,
                    figure(row.tasksPerSecond),
                    figure(row.firstReport.p50),
                    figure(row.firstReport.p99),
                    "" + row.missing,
                    figure(row.perTask.service),
                    figure(row.perTask.postgres),
                    figure(row.perTask.broker),
                    figure(row.perTask.agents),
                    figure(row.perTask.others));
        }
        return "\nFull load (kick to first report in ms; CPU in microseconds a task)\n" + table;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
