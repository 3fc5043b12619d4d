package io.opsbus.agent;

/**
 * Why a task could not be run (agent facts 10.2).
 *
 * @param code the wire's {@code errCode}
 * @param description the wire's {@code errDesc}
 */
public record Failure(int code, String description) {
    public static Failure unknownType(String type) {
        return new Failure(-2, "UnknownCommandType: " + type);
    }

    public static Failure saving(String why) {
        return new Failure(-4, "SaveScriptFileFailed: " + why);
    }

    public static Failure starting(String why) {
        return new Failure(-7, "ExecuteScriptFailed: " + why);
    }

    /** It was begun before, maybe by a process of this agent that died: it is not run twice. */
    public static Failure begunBefore() {
        return new Failure(-9, "ScriptFileExisted: the task was begun before");
    }

    public static Failure noPowerShell() {
        return new Failure(-10, "PowershellNotFound");
    }

    public static Failure noContainers() {
        return new Failure(-15, "ContainerRuntimeNotAvailable: this agent runs nothing in containers");
    }

    /** It ran, and was ended because this agent was. */
    public static Failure agentStopped() {
        return new Failure(-13, "GeneralError: the agent was stopped while the script ran");
    }

    public static Failure tooMany() {
        return new Failure(-13, "GeneralError: too many tasks are waiting");
    }
}
