package io.opsbus.schemas;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who writes which topic of its own accord: a fact about the services, which these schemas do not depend on. */
final class Tellers {
    private static final String EVENT = "event-service";
    private static final String GATEWAY = "gateway";
    private static final String INSTANCE = "instance-service";
    private static final String INVOCATION = "invocation-service";
    private static final String NOTIFIER = "notifier-service";

    /** The module every service announces its routes with. */
    static final String ALL = "rpc/routes";

    private static final Map<Topic<?>, List<String>> OF = Map.ofEntries(
            Map.entry(Topics.INSTANCE_STATE_CHANGE, List.of(INSTANCE)),
            Map.entry(Topics.INSTANCE_SYSTEM_EVENT, List.of(EVENT, INSTANCE)),
            Map.entry(Topics.INSTANCE_PREEMPTION, List.of(INSTANCE)),
            Map.entry(Topics.DISK_OPERATION, List.of(INSTANCE)),
            Map.entry(Topics.DISK_SYSTEM_EVENT, List.of(EVENT)),
            Map.entry(Topics.SNAPSHOT_COMPLETED, List.of(INSTANCE)),
            Map.entry(Topics.CLOUD_ASSISTANT_TASK_COMPLETED, List.of(INVOCATION)),
            Map.entry(Topics.MANAGED_INSTANCE_ALERT, List.of(INVOCATION)),
            Map.entry(Topics.COMMANDS, List.of("command-service")),
            Map.entry(Topics.COMMAND_USES, List.of(INVOCATION)),
            Map.entry(Topics.INVOCATION_STATUS, List.of(INVOCATION)),
            Map.entry(Topics.INVOCATION_RESULT, List.of(INVOCATION)),
            Map.entry(Topics.AGENT_KICKS, List.of(INVOCATION)),
            Map.entry(Topics.AGENTS, List.of(INVOCATION)),
            Map.entry(Topics.INSTANCES, List.of(INSTANCE)),
            Map.entry(Topics.DISKS, List.of(INSTANCE)),
            Map.entry(Topics.OPERATION_REQUESTS, List.of(EVENT)),
            Map.entry(Topics.OPERATION_RESULTS, List.of(INSTANCE)),
            Map.entry(Topics.MISHAPS, List.of(INSTANCE)),
            Map.entry(Topics.DELIVERIES, List.of(NOTIFIER)),
            Map.entry(Topics.ATTEMPTS, List.of(NOTIFIER)),
            Map.entry(Topics.DEAD_LETTERS, List.of(NOTIFIER)),
            Map.entry(Topics.AUDIT, List.of(GATEWAY)),
            Map.entry(Topics.ROUTES, List.of(ALL)));

    private Tellers() {}

    /** None for a family that is only posted. */
    static List<String> of(Topic<?> topic) {
        return OF.getOrDefault(topic, List.of());
    }

    /** For the table. */
    static String words(Topic<?> topic) {
        List<String> tellers = of(topic);
        return tellers.isEmpty() ? "nobody yet" : String.join(", ", tellers).replace(ALL, "every service");
    }

    /** What sources name a topic by. */
    static String constant(Topic<?> topic) {
        return Stream.of(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && Topic.class.equals(field.getType()))
                .filter(field -> {
                    try {
                        return topic.equals(field.get(null));
                    } catch (IllegalAccessException notPublic) {
                        throw new IllegalStateException("public fields are readable", notPublic);
                    }
                })
                .map(field -> "Topics." + field.getName())
                .findFirst()
                .orElseThrow();
    }
}
