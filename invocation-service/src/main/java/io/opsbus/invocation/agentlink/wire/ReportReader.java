package io.opsbus.invocation.agentlink.wire;

import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import java.time.Instant;
import java.util.Optional;

/** Reads what agents tell of tasks (agent facts 10): ids in the query, output as it came in the body. */
public final class ReportReader {
    private static final int LONGEST_TEXT = 1024;

    private final Query query;
    private final Chunk body;

    private ReportReader(Query query, byte[] body) {
        this.query = query;
        this.body = new Chunk(body);
    }

    /**
     * The report.
     *
     * @param word the last part of the path
     * @return empty when it is none: nothing an agent could do better by trying again
     */
    public static Optional<TaskReport> read(String word, Query query, byte[] body) {
        var reader = new ReportReader(query, body);
        boolean file = query.text("taskType").equals("sendfile");
        return switch (word) {
            case "verified" -> Optional.of(new TaskReport.Verified());
            case "running" -> reader.moment("start").map(start -> new TaskReport.Running(start, reader.body));
            case "finish" -> file ? reader.fileWritten() : reader.finished();
            case "timeout" -> reader.span().map(span -> new TaskReport.TimedOut(span, reader.body, reader.dropped()));
            case "error" -> reader.failed();
            case "invalid" -> Optional.of(reader.invalid(file));
            case "stopped" -> reader.stopped();
            default -> Optional.empty();
        };
    }

    /** Which version of the task it is of. */
    public static int version(Query query) {
        return Math.clamp(query.number("invokeVersion").orElse(0), 0, Integer.MAX_VALUE);
    }

    private Optional<TaskReport> fileWritten() {
        return switch (query.text("status")) {
            case "Success" -> Optional.of(new TaskReport.FileWritten(true, code()));
            case "Failed" -> Optional.of(new TaskReport.FileWritten(false, code()));
            default -> Optional.empty();
        };
    }

    private int code() {
        return Math.clamp(query.number("errorcode").orElse(0), 0, Integer.MAX_VALUE);
    }

    private Optional<TaskReport> finished() {
        return span().filter(_ -> query.number("exitCode").isPresent())
                .map(span ->
                        new TaskReport.Finished(span, query.number("exitCode").getAsLong(), body, dropped()));
    }

    private Optional<TaskReport> failed() {
        return query.present("errCode")
                .flatMap(code -> span().map(span ->
                        new TaskReport.Failed(span, cut(code), cut(query.text("errDesc")), body, dropped())));
    }

    private TaskReport invalid(boolean file) {
        String parameter = cut(query.text("param"));
        String value = cut(file ? query.plain("value") : query.text("value"));
        return file ? new TaskReport.FileInvalid(parameter, value) : new TaskReport.Invalid(parameter, value);
    }

    /** The exit code is {@code exitcode} here, in lower case, and only here. */
    private Optional<TaskReport> stopped() {
        return span().map(span -> new TaskReport.Stopped(
                span,
                query.number("exitcode").orElse(0),
                body,
                dropped(),
                query.text("result").equals("completed"),
                cut(query.text("errDesc"))));
    }

    private Optional<Span> span() {
        return moment("start").flatMap(start -> moment("end").map(end -> new Span(start, end)));
    }

    private Optional<Instant> moment(String name) {
        var millis = query.number(name);
        return millis.isPresent() && millis.getAsLong() >= 0 && millis.getAsLong() < 1L << 44
                ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
                : Optional.empty();
    }

    private long dropped() {
        return Math.max(0, query.number("dropped").orElse(0));
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}
