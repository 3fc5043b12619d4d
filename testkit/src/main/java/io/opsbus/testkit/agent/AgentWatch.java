package io.opsbus.testkit.agent;

/** Is told what agents hear and what servers have taken from them; called on the agents' threads, so quick, please. */
public interface AgentWatch {
    /** Looks at nothing. */
    AgentWatch NONE = new AgentWatch() {
        @Override
        public void kicked(String instance, String line) {}

        @Override
        public void told(String instance, String word, String query) {}
    };

    /** A line came over an agent's websocket. */
    void kicked(String instance, String line);

    /**
     * A server has taken a report.
     *
     * @param word {@code running}, {@code finish} and so on
     * @param query its query, which begins with {@code taskId=}
     */
    void told(String instance, String word, String query);

    /**
     * A report that is told once was not taken, for all its agent knows.
     *
     * @param bytes of its body
     */
    default void lost(String instance, String word, String query, int bytes) {}
}
