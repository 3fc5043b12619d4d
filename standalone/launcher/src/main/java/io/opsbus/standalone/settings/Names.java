package io.opsbus.standalone.settings;

import java.util.List;
import java.util.Set;

/** The names of settings in an environment: whose each is, as the README lists them. */
public final class Names {
    /** What {@code up} itself reads, and may stand in the kept file. */
    private static final Set<String> OF_UP = Set.of(
            "OPSBUS_PORT_OFFSET",
            "OPSBUS_KAFKA",
            "OPSBUS_REGISTRY",
            "OPSBUS_POSTGRES",
            "OPSBUS_POSTGRES_USER",
            "OPSBUS_POSTGRES_PASSWORD",
            "OPSBUS_AGENTS_BIND",
            "OPSBUS_AGENTS_NAMES");

    /** Read before the kept file is found. */
    private static final Set<String> BEFORE_THE_FILE = Set.of("OPSBUS_DATA", "OPSBUS_JAVA_HOME", "OPSBUS_NO_BUILD");

    /**
     * What {@code up} gives the services itself, so that they find each other, believe each other and listen on this machine alone; the
     * operator's own value of it is not used.
     */
    public static final Set<String> FIXED = Set.of(
            "OPSBUS_BIND",
            "OPSBUS_KAFKA_BOOTSTRAP",
            "OPSBUS_REGISTRY_URL",
            "OPSBUS_POSTGRES_URL",
            "OPSBUS_EVENT_PORT",
            "OPSBUS_NOTIFIER_PORT",
            "OPSBUS_COMMAND_PORT",
            "OPSBUS_INVOCATION_PORT",
            "OPSBUS_INVOCATION_AGENTS_BIND",
            "OPSBUS_INVOCATION_AGENTS_PORT",
            "OPSBUS_INVOCATION_AGENTS_PROXIED",
            "OPSBUS_INVOCATION_AGENTS_KEYSTORE",
            "OPSBUS_INVOCATION_AGENTS_KEYSTORE_PASSWORD",
            "OPSBUS_INVOCATION_AGENTS_RELEASES",
            "OPSBUS_INSTANCE_PORT",
            "OPSBUS_QUEUE_PORT",
            "OPSBUS_GATEWAY_PORT",
            "OPSBUS_GATEWAY_HTTPS_PORT",
            "OPSBUS_GATEWAY_KEYSTORE",
            "OPSBUS_GATEWAY_KEYSTORE_PASSWORD",
            "OPSBUS_GATEWAY_MASTER_KEY",
            "OPSBUS_GATEWAY_MASTER_KEY_FILE",
            "OPSBUS_INTERNAL_KEY",
            "OPSBUS_NOTIFIER_QUEUE_URL",
            "OPSBUS_OPERATOR_TOKEN",
            "OPSBUS_GATEWAY_OPERATOR_TOKEN",
            "OPSBUS_EVENT_OPERATOR_TOKEN",
            "OPSBUS_NOTIFIER_OPERATOR_TOKEN",
            "OPSBUS_GATEWAY_BUILT_IN_ACCOUNT_ID",
            "OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_ID",
            "OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_SECRET");

    /** How the names of the services' settings begin: a service each, and what several share. */
    private static final List<String> BEGINNINGS = List.of(
            "OPSBUS_COMMAND_",
            "OPSBUS_EVENT_",
            "OPSBUS_GATEWAY_",
            "OPSBUS_INSTANCE_",
            "OPSBUS_INVOCATION_",
            "OPSBUS_NOTIFIER_",
            "OPSBUS_QUEUE_",
            "OPSBUS_KAFKA_",
            "OPSBUS_QUOTA_",
            "OPSBUS_REGIONS",
            "OPSBUS_DEFAULT_REGION");

    private Names() {}

    /** Whether a service reads it, as the operator has set it. */
    public static boolean isOfServices(String name) {
        return BEGINNINGS.stream().anyMatch(name::startsWith) && !FIXED.contains(name);
    }

    /** Why the name may not stand in the kept file; empty when it may. */
    static String refusal(String name) {
        if (OF_UP.contains(name) || isOfServices(name)) {
            return "";
        }
        if (FIXED.contains(name)) {
            return name + " is fixed by up; take the line out";
        }
        if (BEFORE_THE_FILE.contains(name)) {
            return name + " is read before this file; set it in the environment";
        }
        return name + " is no setting; there are "
                + String.join(", ", OF_UP.stream().sorted().toList()) + " and the services' own, which begin with "
                + String.join(", ", BEGINNINGS);
    }
}
