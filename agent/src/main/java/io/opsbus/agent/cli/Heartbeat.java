package io.opsbus.agent.cli;

import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Tree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The words of heartbeats (agent facts 6): what is asked, and when the next is due. Pure. */
public final class Heartbeat {
    private static final long SOONEST = 55_000;
    private static final long LATEST = 65_000;

    private long sent;
    private long acknowledged;

    /**
     * The query of the next one.
     *
     * @param upMillis since the machine booted
     * @param processMillis since the agent started
     * @param machine what is told until the first was acknowledged
     */
    public String query(long now, long upMillis, long processMillis, Machine machine) {
        String query = "uptime=" + upMillis + "&timestamp=" + now + "&pid=" + machine.pid() + "&process_uptime="
                + processMillis + "&index=" + acknowledged + "&seq_no=" + sent++;
        return acknowledged > 0
                ? query
                : query + "&virt_type=kvm&os_version=" + escaped(machine.osVersion()) + "&az=unknown&machineid="
                        + escaped(machine.machineId()) + "&cold_start=" + machine.coldStart();
    }

    /** What the first heartbeats tell of the machine. */
    public record Machine(long pid, String osVersion, String machineId, boolean coldStart) {}

    /**
     * The server has answered.
     *
     * @param chance 0 (inclusive) to 1, for a time of our own when the server names none from 55 s to 65 s
     */
    public Duration acknowledged(String body, double chance) {
        acknowledged++;
        return next(body, chance);
    }

    static Duration next(String body, double chance) {
        if (JsonReader.read(body).orElse(Tree.fields()) instanceof Tree.Fields fields
                && fields.values().get("nextInterval") instanceof Tree.Whole(long millis)
                && millis >= SOONEST
                && millis <= LATEST) {
            return Duration.ofMillis(millis);
        }
        return Duration.ofMillis(SOONEST + (long) (chance * (LATEST - SOONEST)));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
