package io.opsbus.benchmarks.api;

import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.measure.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one run. */
final class ApiReport {
    private final List<Row> rows = new ArrayList<>();

    /**
     * One stretch.
     *
     * @param instances in the fleet
     * @param gatewayMicros CPU microseconds a request cost the gateway, and so on
     */
    record Row(
            int instances,
            String request,
            long count,
            double perSecond,
            double p50Millis,
            double p99Millis,
            double maxMillis,
            double gatewayMicros,
            double serviceMicros,
            double postgresMicros,
            double brokerMicros,
            double othersCores,
            long refused) {}

    void add(int instances, String request, ClosedLoop.Stretch stretch) {
        var window = stretch.window();
        Row row = new Row(
                instances,
                request,
                window.units(),
                window.perSecond(),
                stretch.latency().getValueAtPercentile(50) / 1e6,
                stretch.latency().getValueAtPercentile(99) / 1e6,
                stretch.latency().getMaxValue() / 1e6,
                window.cpuMicros("gateway"),
                window.cpuMicros("instance-service"),
                window.cpuMicros("postgres"),
                window.cpuMicros("broker"),
                window.othersCores(),
                stretch.refused());
        rows.add(row);
        System.out.printf(
                Locale.ROOT,
                "  %7d instances, %-28s %7.0f/s  p50 %6.1f ms  p99 %6.1f ms  gateway %5.0f us  service %5.0f us%n",
                instances,
                request,
                row.perSecond,
                row.p50Millis,
                row.p99Millis,
                row.gatewayMicros,
                row.serviceMicros);
        if (stretch.refused() > 0) {
            System.out.println("    " + stretch.refused() + " refused, the first: " + stretch.firstRefusal());
        }
    }

    boolean nothingRefused() {
        return rows.stream().allMatch(row -> row.refused == 0);
    }

    void into(ResultFile result) {
        result.put("stretches", rows);
    }

    @Override
    public String toString() {
        var table = new Table(
                "request",
                "instances",
                "rate/s",
                "p50 ms",
                "p99 ms",
                "max ms",
                "gateway us",
                "service us",
                "postgres us",
                "broker us",
                "others",
                "refused");
        for (Row row : rows) {
            table.row(
                    row.request,
                    "" + row.instances,
                    figure(row.perSecond),
                    figure(row.p50Millis),
                    figure(row.p99Millis),
                    figure(row.maxMillis),
                    figure(row.gatewayMicros),
                    figure(row.serviceMicros),
                    figure(row.postgresMicros),
                    figure(row.brokerMicros),
                    figure(row.othersCores),
                    "" + row.refused);
        }
        return "\nSigned requests, closed loop (CPU in microseconds a request)\n" + table;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
