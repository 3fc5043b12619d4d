package io.opsbus.invocation.link;

/** What came of a report. To the agent all but {@link #UNKNOWN} are fine. */
public enum ReportAnswer {
    TAKEN,
    /** The same was told before; nothing changed. */
    REPEATED,
    /** The task was final already: the report is noted, and changes nothing. */
    LATE,
    /** The same, and whatever its agent has of it is to end: it was to be stopped, and its agent has never said that it is. */
    UNWANTED,
    /** This instance has no such task, or was not given it. */
    UNKNOWN
}
