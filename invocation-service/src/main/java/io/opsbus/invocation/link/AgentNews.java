package io.opsbus.invocation.link;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request tells of the agent that sent it.
 *
 * @param agentVersion for instance {@code 2.2.3.578}; empty when the request does not say
 * @param osType {@code linux}, {@code windows} or {@code freebsd}; empty when the request does not say
 * @param connection names the websocket, unique for ever; empty for plain requests
 */
public record AgentNews(String agentVersion, String osType, String connection) {
    private static final Pattern KEEPING = Pattern.compile("2\\.[12]\\.(\\d{1,9})\\.(\\d{1,9})");

    /** Of a plain request. */
    public static AgentNews heard(String agentVersion, String osType) {
        return new AgentNews(agentVersion, osType, "");
    }

    /**
     * Whether it is known for an official agent up to 2.2.3.578 (Windows 2.1.3.578), which keeps the scripts it has run and
     * runs none of them again (agent facts 8). Newer ones forget what has ended; one that does not say may be one of those.
     */
    public boolean keepsScripts() {
        Matcher version = KEEPING.matcher(agentVersion);
        if (!version.matches()) {
            return false;
        }
        int third = Integer.parseInt(version.group(1));
        return third < 3 || (third == 3 && Integer.parseInt(version.group(2)) <= 578);
    }
}
