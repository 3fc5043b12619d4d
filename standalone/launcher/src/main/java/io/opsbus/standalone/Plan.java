package io.opsbus.standalone;

import io.opsbus.standalone.backbone.BackboneLayout;
import io.opsbus.standalone.supervise.Program;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link Settings} mean as programs.
 *
 * <pre>
 *  kafka ──────────────┬──> spring-host (event-service, notifier-service)
 *  postgres ──┬────────┘
 *             ├──> registry
 *             └──> micronaut-host (gateway, command-, invocation-, instance-, queue-service) ──> agent, if wanted
 *  agents-front, if agents are wanted: what they are connected to, whatever becomes of the host behind it
 * </pre>
 *
 * The registry is off the critical path: services wait for it by themselves and say so in their readiness.
 *
 * @param programs in order of start
 */
public record Plan(List<Program> programs) {
    public static final List<String> BACKBONE = List.of("kafka", "postgres", "registry");

    /** In the supervisor's environment when the agent of this machine is wanted too. */
    public static final String WITH_AGENT = "OPSBUS_WITH_AGENT";

    /** Several services of one framework share a process. */
    public static final Map<String, String> PROGRAM_OF_SERVICE = Map.of(
            "gateway", "micronaut-host",
            "command-service", "micronaut-host",
            "invocation-service", "micronaut-host",
            "instance-service", "micronaut-host",
            "queue-service", "micronaut-host",
            "event-service", "spring-host",
            "notifier-service", "spring-host");

    public static final Map<String, String> VERSIONS =
            Map.of("opsbus", "0.1.0", "kafka", "4.4.0", "postgresql", "17.11", "apicurioRegistry", "3.3.3");

    /** Databases that must exist, one a service. */
    static final List<String> DATABASES = List.of(
            "opsbus_command",
            "opsbus_event",
            "opsbus_gateway",
            "opsbus_instance",
            "opsbus_invocation",
            "opsbus_notifier",
            "opsbus_queue",
            "opsbus_registry");

    /** Base URL of each service, in the order {@code status} shows them. */
    public static Map<String, String> serviceUrls(Settings settings) {
        Ports ports = settings.ports();
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("gateway", local(ports.gatewayHttp()));
        urls.put("event-service", local(ports.event()));
        urls.put("notifier-service", local(ports.notifier()));
        urls.put("command-service", local(ports.command()));
        urls.put("invocation-service", local(ports.invocation()));
        urls.put("instance-service", local(ports.instance()));
        urls.put("queue-service", local(ports.queue()));
        return urls;
    }

    /** Makes keys and certificates where they are missing, and lays out every program. */
    public static Plan of(Settings settings, Map<String, String> env) throws IOException {
        DataFolder data = new DataFolder(settings.data());
        SecureRandom random = new SecureRandom();
        Keys keys = Keys.open(data.keys(), random);
        HostSecrets secrets = HostSecrets.open(data, keys, random);
        Tls tls = Tls.open(
                data,
                Secret.open(data, keys, random, "gateway-keystore"),
                settings.ports().door());
        boolean withAgent = !env.getOrDefault(WITH_AGENT, "").isEmpty();
        List<Program> programs = new ArrayList<>();
        BackboneLayout layout = new BackboneLayout(settings.home());
        Database database = Database.of(settings, layout, env);
        BackbonePrograms backbone = new BackbonePrograms(settings, layout, database);
        if (settings.externalKafka() == null) {
            programs.add(backbone.kafka());
        }
        if (settings.externalPostgres() == null) {
            programs.add(backbone.postgres());
        }
        if (settings.externalRegistry() == null) {
            programs.add(backbone.registry());
        }
        if (withAgent || settings.ports().door().isAsked()) {
            programs.add(new FrontProgram(settings).program());
        }
        HostPrograms hosts = new HostPrograms(settings, database, new HostEnvironment(settings, tls, secrets, env));
        programs.add(hosts.spring(names(programs, "kafka", "postgres")));
        programs.add(hosts.micronaut(names(programs, "postgres")));
        if (withAgent) {
            var agent = new AgentProgram(settings, secrets.account());
            programs.add(agent.program(names(programs, "micronaut-host", "kafka", FrontProgram.NAME)));
        }
        return new Plan(List.copyOf(programs));
    }

    private static List<String> names(List<Program> programs, String... wanted) {
        // an external Kafka or PostgreSQL is no program of ours: nothing to wait for
        return programs.stream()
                .map(Program::name)
                .filter(List.of(wanted)::contains)
                .toList();
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }
}
