package io.opsbus.invocation.link;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.power.ShellGuard;
import java.time.Duration;
import java.time.Instant;

/**
 * A task for an agent: everything of the wire's {@code run} entry that is not always the same (agent facts 8).
 *
 * @param id unique for one invocation on one instance, for ever
 * @param version changes when a periodic task was changed; the agent then replaces it
 * @param commandId for the agent's log
 * @param script what to run
 * @param place where and as whom
 * @param timing how often
 * @param output what it may tell
 */
public record RunTask(
        TaskId id, int version, String commandId, Script script, Place place, Timing timing, OutputRules output) {

    /**
     * The script, its parameters put in already: the agent substitutes nothing.
     *
     * @param type {@code RunShellScript}, {@code RunBatScript} or {@code RunPowerShellScript}
     * @param content the bytes to run, not Base64
     * @param timeout whole seconds, at least one; after it the agent ends the process
     * @param launcher the command line that starts it; empty for the type's own
     * @param alone whether at its time-out or stop its process ends and what it started goes on
     * @param guarded whether no exit code of it may power its machine off, where an agent does that
     */
    @SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
    public record Script(
            String type, byte[] content, Duration timeout, String launcher, boolean alone, boolean guarded) {
        /** Started as its type says. */
        public Script(String type, byte[] content, Duration timeout) {
            this(type, content, timeout, "", false, false);
        }

        /** Without the script: it is not for logs. */
        @Override
        public String toString() {
            return "Script[" + type + ", " + content.length + " bytes, " + timeout + "]";
        }
    }

    /**
     * As agents are given it that may do what exit codes ask for. In a guard when it must be and can be: bat and PowerShell have none,
     * and from containers no machine is powered off. What starts a script otherwise could pass a guard by.
     */
    public RunTask guarded() {
        boolean isOnTheMachine =
                place.containerId().isEmpty() && place.containerName().isEmpty();
        if (!script.guarded() || !script.type().equals("RunShellScript") || !isOnTheMachine) {
            return this;
        }
        var inside = new Script(
                script.type(), ShellGuard.around(id, script.content()), script.timeout(), "", script.alone(), true);
        return new RunTask(id, version, commandId, inside, place, timing, output);
    }

    /**
     * Where and as whom it runs.
     *
     * @param workingDirectory empty for the agent's default
     * @param username empty for the agent's own; never {@code root}, which the official agent refuses
     * @param windowsPasswordName name of a secret; empty for none
     * @param containerId empty for none
     * @param containerName empty for none
     */
    public record Place(
            String workingDirectory,
            String username,
            String windowsPasswordName,
            String containerId,
            String containerName) {}

    /**
     * When it runs.
     *
     * @param schedule what the wire's {@code cron} says, in the agents' words; empty when there is none
     * @param created rates count from here
     */
    public record Timing(Repeat repeat, String schedule, Instant created) {}

    /** The wire's {@code repeat}, by its words. */
    public enum Repeat {
        ONCE("Once"),
        PERIOD("Period"),
        RATE("Rate"),
        AT("At"),
        /** The server decides when: the agent runs it at once. */
        NEXT_REBOOT_ONLY("NextRebootOnly"),
        /** The server decides when: the agent runs it at once. */
        EVERY_REBOOT("EveryReboot");

        private final String word;

        Repeat(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * What the agent may tell while it runs.
     *
     * @param interval between two parts of output
     * @param quota bytes of output in all; what is more is cut out of the middle
     */
    public record OutputRules(Duration interval, int quota) {}
}
