package io.opsbus.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the services are told by environment, secrets too: never on a command line. What an operator sets beside it reaches them as it is.
 *
 * @param given the supervisor's own environment, with what the operator has set
 */
record HostEnvironment(Settings settings, Tls tls, HostSecrets secrets, Map<String, String> given) {
    private static final String NOTIFIER_KEY = "OPSBUS_NOTIFIER_SECRETS_MASTER_KEY";
    private static final String SIMULATED_AGENTS = "OPSBUS_INVOCATION_SIMULATED_AGENTS";

    /** Takes the place of what the supervisor's environment says; {@code settings.Names.FIXED} lists what. */
    Map<String, String> of(Database database) {
        Ports ports = settings.ports();
        Map<String, String> env = new LinkedHashMap<>();
        env.put("OPSBUS_BIND", "127.0.0.1");
        env.put("OPSBUS_KAFKA_BOOTSTRAP", settings.kafkaBootstrap());
        env.put("OPSBUS_REGISTRY_URL", settings.registryUrl());
        env.put("OPSBUS_POSTGRES_URL", settings.postgresUrl());
        env.put("OPSBUS_POSTGRES_USER", database.user());
        env.put("OPSBUS_POSTGRES_PASSWORD", database.password());
        env.put("OPSBUS_EVENT_PORT", Integer.toString(ports.event()));
        env.put("OPSBUS_NOTIFIER_PORT", Integer.toString(ports.notifier()));
        env.put("OPSBUS_COMMAND_PORT", Integer.toString(ports.command()));
        env.put("OPSBUS_INVOCATION_PORT", Integer.toString(ports.invocation()));
        // on loopback: agents come to it through a front, the supervised one or the demo's
        env.put("OPSBUS_INVOCATION_AGENTS_BIND", "127.0.0.1");
        env.put("OPSBUS_INVOCATION_AGENTS_PORT", Integer.toString(ports.agentsBehindFront()));
        env.put("OPSBUS_INVOCATION_AGENTS_PROXIED", "true");
        env.put("OPSBUS_INVOCATION_AGENTS_KEYSTORE", tls.keyStore().toString());
        env.put("OPSBUS_INVOCATION_AGENTS_KEYSTORE_PASSWORD", tls.password());
        env.put(
                "OPSBUS_INVOCATION_AGENTS_RELEASES",
                new DataFolder(settings.data()).agentReleases().toString());
        if (!isGiven(SIMULATED_AGENTS)) {
            // here instances are simulated: whoever tries commands on one has them answered
            env.put(SIMULATED_AGENTS, "true");
        }
        env.put("OPSBUS_INSTANCE_PORT", Integer.toString(ports.instance()));
        env.put("OPSBUS_QUEUE_PORT", Integer.toString(ports.queue()));
        env.put("OPSBUS_GATEWAY_PORT", Integer.toString(ports.gatewayHttp()));
        env.put("OPSBUS_GATEWAY_HTTPS_PORT", Integer.toString(ports.gatewayHttps()));
        env.put("OPSBUS_GATEWAY_KEYSTORE", tls.keyStore().toString());
        env.put("OPSBUS_GATEWAY_KEYSTORE_PASSWORD", tls.password());
        env.put("OPSBUS_INTERNAL_KEY", secrets.internalKey());
        if (isGiven("OPSBUS_GATEWAY_MASTER_KEY")) {
            // the gateway takes one or the other
            env.put("OPSBUS_GATEWAY_MASTER_KEY", "");
        }
        env.put("OPSBUS_GATEWAY_MASTER_KEY_FILE", secrets.masterKey().toString());
        env.put("OPSBUS_NOTIFIER_QUEUE_URL", "http://127.0.0.1:" + ports.queue() + "/rpc");
        // a key of its own, once the operator has given it one: the launcher's own secrets and the gateway's keep
        // theirs
        if (!isGiven(NOTIFIER_KEY) && !isGiven(NOTIFIER_KEY + "_FILE")) {
            env.put(NOTIFIER_KEY + "_FILE", secrets.masterKey().toString());
        }
        env.put("OPSBUS_GATEWAY_OPERATOR_TOKEN", secrets.operatorToken());
        env.put("OPSBUS_OPERATOR_TOKEN", secrets.operatorToken());
        env.put("OPSBUS_EVENT_OPERATOR_TOKEN", secrets.operatorToken());
        env.put("OPSBUS_NOTIFIER_OPERATOR_TOKEN", secrets.operatorToken());
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCOUNT_ID", secrets.account().accountId());
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_ID", secrets.account().accessKeyId());
        env.put("OPSBUS_GATEWAY_BUILT_IN_ACCESS_KEY_SECRET", secrets.account().accessKeySecret());
        // on one machine the receivers are on this machine too; everywhere else loopback stays forbidden
        env.put("OPSBUS_NOTIFIER_EGRESS_ALLOW", joined("OPSBUS_NOTIFIER_EGRESS_ALLOW", "127.0.0.0/8"));
        // but not we ourselves: what is told must not come back as something to tell
        env.put("OPSBUS_NOTIFIER_EGRESS_OWN", joined("OPSBUS_NOTIFIER_EGRESS_OWN", own(ports)));
        return env;
    }

    /** What the operator has set, and what is needed besides. */
    private String joined(String name, String needed) {
        String his = given.getOrDefault(name, "").strip();
        return his.isEmpty() ? needed : his + "," + needed;
    }

    private boolean isGiven(String name) {
        return !given.getOrDefault(name, "").isBlank();
    }

    private static String own(Ports ports) {
        return Stream.of(
                        ports.gatewayHttp(),
                        ports.gatewayHttps(),
                        ports.event(),
                        ports.notifier(),
                        ports.command(),
                        ports.invocation(),
                        ports.instance())
                .map(port -> "127.0.0.0/8:" + port)
                .collect(Collectors.joining(","));
    }
}
