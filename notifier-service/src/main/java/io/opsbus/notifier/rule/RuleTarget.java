package io.opsbus.notifier.rule;

/** Where a rule's events go, as the caller named it; {@code id} is the caller's, unique among the rule's targets of one kind. */
public sealed interface RuleTarget {
    /** Most targets of one kind a rule has (the contract's limit). */
    int MOST_OF_KIND = 5;

    /** The caller's name for it. */
    String id();

    /**
     * People.
     *
     * @param level the contract's level of notice: 2 is by every way there is to a person, 3 and 4 leave the telephone out
     */
    record Contacts(String id, String group, String level) implements RuleTarget {
        /** Everything: short messages, mail and robot. */
        public static final String EVERY_WAY = "2";

        /** Whether people are told by short message too. */
        boolean reachesTelephones() {
            return level.equals(EVERY_WAY);
        }
    }

    /**
     * A callback.
     *
     * @param method {@code GET} or {@code POST}
     * @param protocol as the caller wrote it
     */
    record Webhook(String id, String method, String protocol, String url) implements RuleTarget {}

    /** An MNS queue, or a topic. */
    record Queue(String id, String region, String queue, String topic) implements RuleTarget {}

    /** A function of Function Compute. */
    record Function(String id, String region, String service, String function) implements RuleTarget {}

    /** A store of the log service. */
    record Log(String id, String region, String project, String store) implements RuleTarget {}

    /** An action of another API. */
    record OpenApi(String id, Call call, String role, String arn) implements RuleTarget {}

    /** Which action with which parameters. */
    record Call(String product, String version, String action, String region, String parameters) {}

    /** The contract's list of such targets. */
    default String list() {
        return switch (this) {
            case Contacts _ -> "ContactParameters";
            case Webhook _ -> "WebhookParameters";
            case Queue _ -> "MnsParameters";
            case Function _ -> "FcParameters";
            case Log _ -> "SlsParameters";
            case OpenApi _ -> "OpenApiParameters";
        };
    }

    /** Whether this takes the other's place: the same kind and id. */
    default boolean replaces(RuleTarget other) {
        return getClass().equals(other.getClass()) && id().equals(other.id());
    }
}
