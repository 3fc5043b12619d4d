package io.opsbus.testkit.agent;

/**
 * What became of a report.
 *
 * @param isTaken whether the official agent would be content
 * @param error the word newer agents look for; empty for none
 * @param status of the task, with some errors
 */
record ReportReply(boolean isTaken, String error, String status) {
    static final ReportReply NONE = new ReportReply(false, "", "");

    /** Whether newer agents give the run up. */
    boolean endsRun() {
        return error.equals("TaskNotFound") || error.equals("TaskStatusInvalid");
    }

    /** Whether newer agents forget a timetable. */
    boolean endsTimetable() {
        return endsRun() && (error.equals("TaskNotFound") || status.equals("Terminated"));
    }
}
