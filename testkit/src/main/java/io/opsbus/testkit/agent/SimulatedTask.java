package io.opsbus.testkit.agent;

/**
 * A task as the agent was given it.
 *
 * @param repeat the wire's word
 * @param script its text
 */
public record SimulatedTask(String id, int version, String repeat, String cron, String script) {
    boolean isOnce() {
        return repeat.equals("Once") || repeat.equals("NextRebootOnly");
    }

    boolean isTimed() {
        return repeat.equals("Period") || repeat.equals("Rate") || repeat.equals("At");
    }
}
