package io.opsbus.invocation.agentlink.wire;

import io.opsbus.invocation.link.Kick;

/** A kick in the agents' words (agent facts 7.1). Always with its third word: without it the official agent goes deaf. */
public final class KickText {
    /** Ask for everything. */
    public static final String EVERYTHING = "kick_vm";

    private KickText() {}

    public static String of(Kick kick) {
        return switch (kick) {
            case Kick.Run run -> "kick_vm task run " + run.task();
            case Kick.RunAgain run -> "kick_vm task run " + run.task();
            case Kick.Stop stop -> "kick_vm task stop " + stop.task();
            case Kick.File file -> "kick_vm file create " + file.task();
            case Kick.Everything _ -> EVERYTHING;
            case Kick.Deregister _ -> "kick_vm agent deregister";
        };
    }
}
