package io.opsbus.invocation.link;

/**
 * What a request tells of the agent that sent it.
 *
 * @param agentVersion for instance {@code 2.2.3.578}; empty when the request does not say
 * @param osType {@code linux}, {@code windows} or {@code freebsd}; empty when the request does not say
 * @param connection names the websocket, unique for ever; empty for plain requests
 */
public record AgentNews(String agentVersion, String osType, String connection) {
    /** Of a plain request. */
    public static AgentNews heard(String agentVersion, String osType) {
        return new AgentNews(agentVersion, osType, "");
    }
}
