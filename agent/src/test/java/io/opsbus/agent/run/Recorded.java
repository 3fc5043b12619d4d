package io.opsbus.agent.run;

import io.opsbus.agent.Report;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reports a test reads. */
final class Recorded implements Reports {
    private final List<Report> reports = new ArrayList<>();

    @Override
    public synchronized boolean tell(Report report) {
        return reports.add(report);
    }

    synchronized List<Report> all(String task) {
        return reports.stream()
                .filter(report -> task.equals(report.query().get("taskId")))
                .toList();
    }

    /** All bodies of a task, in order. */
    String output(String task) {
        var bytes = new ByteArrayOutputStream();
        all(task).forEach(report -> bytes.writeBytes(report.body()));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The report that ended a task. */
    List<Report> last(String task) {
        return all(task).stream().filter(report -> report.kind().isLast()).toList();
    }
}
