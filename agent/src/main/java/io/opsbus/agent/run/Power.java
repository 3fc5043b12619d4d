package io.opsbus.agent.run;

import io.opsbus.agent.Journal;
import java.io.IOException;
import java.util.List;

/**
 * What an exit code does to the machine. With the official agent any script that ends with 193 or 194 powers the machine off
 * or reboots it (3009 and 3010 on Windows); here only where the machine's operator allows it ({@code powerActions=true}).
 */
public interface Power {
    /** The script has ended with this code, and the server knows, or has not taken it with all patience: it waits on the disk then. */
    void ended(String taskId, int exitCode);

    /** Reported, not executed. */
    static Power never(Journal journal) {
        return (taskId, code) -> {
            if (!command(code, Launch.WINDOWS).isEmpty()) {
                journal.note(
                        "exit code asks for a power action, which is not allowed here", "taskId", taskId, "code", code);
            }
        };
    }

    /** Executed. */
    static Power allowed(Journal journal) {
        return (taskId, code) -> {
            List<String> command = command(code, Launch.WINDOWS);
            if (command.isEmpty()) {
                return;
            }
            journal.note("exit code asks for a power action", "taskId", taskId, "code", code);
            try {
                new ProcessBuilder(command).start();
            } catch (IOException cannot) {
                journal.note("power action cannot be started", "why", cannot);
            }
        };
    }

    /** The command of an exit code; empty for all but two. */
    static List<String> command(int exitCode, boolean windows) {
        return switch (exitCode) {
            case 193 -> windows ? List.of() : List.of("shutdown", "-h", "now");
            case 194 -> windows ? List.of() : List.of("shutdown", "-r", "now");
            case 3009 -> windows ? List.of("shutdown", "/s", "/t", "0") : List.of();
            case 3010 -> windows ? List.of("shutdown", "/r", "/t", "0") : List.of();
            default -> List.of();
        };
    }
}
