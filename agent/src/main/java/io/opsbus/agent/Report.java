package io.opsbus.agent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the agent tells of a task: a path, a query, and output as body (agent facts 10).
 *
 * @param kind the last part of the path
 * @param query by name, in the order sent, not escaped
 * @param body output, as the process wrote it
 */
@SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
public record Report(Kind kind, Map<String, String> query, byte[] body) {
    private static final byte[] NONE = {};
    private static final int LONGEST_DESCRIPTION = 255;

    /** Its name on the wire, and whether it ends the run. */
    public enum Kind {
        VERIFIED("verified", false),
        RUNNING("running", false),
        FINISH("finish", true),
        TIMEOUT("timeout", true),
        ERROR("error", true),
        INVALID("invalid", true),
        STOPPED("stopped", true);

        private final String word;
        private final boolean last;

        Kind(String word, boolean last) {
            this.word = word;
            this.last = last;
        }

        /** As the wire has it. */
        public String word() {
            return word;
        }

        /** Whether a run ends with it: the server must get it, sooner or later. */
        public boolean isLast() {
            return last;
        }
    }

    /** From start to end, by the agent's clock. */
    public record Span(Instant start, Instant end) {
        static final Span NEVER = new Span(Instant.EPOCH, Instant.EPOCH);
    }

    public static Report verified(RunTask task) {
        return new Report(Kind.VERIFIED, of(task), NONE);
    }

    public static Report running(RunTask task, Instant start, byte[] part) {
        return new Report(Kind.RUNNING, with(of(task), "start", start.toEpochMilli()), part);
    }

    public static Report finished(RunTask task, Span span, int exitCode, OutputBuffer.Rest rest) {
        return new Report(Kind.FINISH, ended(task, span, "exitCode", exitCode, rest.dropped()), rest.bytes());
    }

    public static Report timedOut(RunTask task, Span span, OutputBuffer.Rest rest) {
        return new Report(Kind.TIMEOUT, ended(task, span, "exitCode", 1, rest.dropped()), rest.bytes());
    }

    /** It could not be run, or not to its end. */
    public static Report failed(RunTask task, Span span, Failure failure, OutputBuffer.Rest rest) {
        var query = ended(task, span, "exitCode", 1, rest.dropped());
        query.put("errCode", Integer.toString(failure.code()));
        String text = failure.description();
        query.put("errDesc", text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) : text);
        return new Report(Kind.ERROR, query, rest.bytes());
    }

    /** It was not begun. */
    public static Report failed(RunTask task, Failure failure) {
        return failed(task, Span.NEVER, failure, new OutputBuffer.Rest(NONE, 0));
    }

    public static Report invalid(RunTask task, String parameter, String value) {
        var query = of(task);
        query.put("param", parameter);
        query.put("value", value);
        return new Report(Kind.INVALID, query, NONE);
    }

    /** It was ended because the server asked. */
    public static Report killed(RunTask task, Span span, OutputBuffer.Rest rest) {
        return stopped(task, span, rest, "killed");
    }

    /** It is not known, or was not running. */
    public static Report killed(RunTask task) {
        return killed(task, Span.NEVER, new OutputBuffer.Rest(NONE, 0));
    }

    /** Its timetable has no further run. */
    public static Report completed(RunTask task) {
        return stopped(task, Span.NEVER, new OutputBuffer.Rest(NONE, 0), "completed");
    }

    private static Report stopped(RunTask task, Span span, OutputBuffer.Rest rest, String result) {
        // lower case, this one alone
        var query = ended(task, span, "exitcode", 0, rest.dropped());
        query.put("result", result);
        return new Report(Kind.STOPPED, query, rest.bytes());
    }

    public static Report fileWritten(FileTask file, int code) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("taskId", file.id());
        query.put("status", code == 0 ? "Success" : "Failed");
        query.put("taskType", "sendfile");
        query.put("errorcode", Integer.toString(code));
        return new Report(Kind.FINISH, query, NONE);
    }

    public static Report fileInvalid(FileTask file, String parameter, String value) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("taskId", file.id());
        query.put("taskType", "sendfile");
        query.put("param", parameter);
        query.put("value", value);
        return new Report(Kind.INVALID, query, NONE);
    }

    /** The same without its output, which is counted as dropped. */
    public Report withoutOutput() {
        Map<String, String> less = new LinkedHashMap<>(query);
        less.computeIfPresent("dropped", (_, dropped) -> Long.toString(Long.parseLong(dropped) + body.length));
        return new Report(kind, less, NONE);
    }

    /** The same when output that counts as dropped in it was told after all, so many bytes. */
    public Report withTold(int bytes) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.computeIfPresent("dropped", (_, dropped) -> Long.toString(Long.parseLong(dropped) - bytes));
        return new Report(kind, more, body);
    }

    /** Of which task. */
    public String taskId() {
        return Objects.requireNonNull(query.get("taskId"), "a report names its task");
    }

    /** Path and query, escaped. */
    public String target() {
        return "/luban/api/v1/task/" + kind.word + "?"
                + query.entrySet().stream()
                        .map(value ->
                                value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** Without the output: it is not for logs. */
    @Override
    public String toString() {
        return kind.word + "[" + query.get("taskId") + ", " + body.length + " bytes]";
    }

    private static Map<String, String> of(RunTask task) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("taskId", task.id());
        query.put("invokeVersion", Integer.toString(task.version()));
        return query;
    }

    private static Map<String, String> ended(RunTask task, Span span, String codeName, int exitCode, long dropped) {
        var query = with(of(task), "start", span.start().toEpochMilli());
        with(query, "end", span.end().toEpochMilli());
        with(query, codeName, exitCode);
        return with(query, "dropped", dropped);
    }

    private static Map<String, String> with(Map<String, String> query, String name, long value) {
        query.put(name, Long.toString(value));
        return query;
    }
}
