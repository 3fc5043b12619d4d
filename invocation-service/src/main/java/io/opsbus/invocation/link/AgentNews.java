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
    /** The second number is a platform: Windows, Linux, FreeBSD, Linux on ARM. */
    private static final Pattern KEEPING = Pattern.compile("2\\.[1-4]\\.(\\d{1,9})\\.(\\d{1,9})");

    private static final int LAST_KEEPING = 631;

    /** Of a plain request. */
    public static AgentNews heard(String agentVersion, String osType) {
        return new AgentNews(agentVersion, osType, "");
    }

    /**
     * Whether it is known for an official agent up to build 631 of 2.x.3, which keeps the scripts it has run and runs none of them again
     * (agent facts 8; {@code agent/taskengine} of the public source). Those from 857 on forget what has ended, what is between was not
     * read; one that does not say may be one of those.
     */
    public boolean keepsScripts() {
        Matcher version = KEEPING.matcher(agentVersion);
        if (!version.matches()) {
            return false;
        }
        int third = Integer.parseInt(version.group(1));
        return third < 3 || (third == 3 && Integer.parseInt(version.group(2)) <= LAST_KEEPING);
    }
}
