package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.WatchedOutput;
import io.opsbus.testkit.agent.SimulatedIdentity;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where secrets do not stand, looked for by their texts. */
class SecretsIT {
    private static Map<String, Object> settings;
    private static WatchedOutput log;
    private static Surroundings.Started service;
    private static Caller caller;

    @BeforeAll
    static void start() {
        log = new WatchedOutput();
        settings = Surroundings.settings();
        service = Surroundings.start(settings);
        caller = service.caller();
    }

    @AfterAll
    static void stop() {
        service.close();
        log.close();
    }

    private static String setting(String name) {
        return String.valueOf(settings.get(name));
    }

    /** Every row of every table, as text; bytes as hexadecimal digits. */
    private static String database() {
        Jdbi jdbi = Jdbi.create(
                setting("opsbus.postgres.url") + setting("opsbus.invocation.database"),
                setting("opsbus.postgres.user"),
                setting("opsbus.postgres.password"));
        return jdbi.withHandle(handle -> {
            List<String> tables;
            try (var query = handle.createQuery(
                    "select table_name from information_schema.tables where table_schema = current_schema()")) {
                tables = query.mapTo(String.class).list();
            }
            return tables.stream()
                    .map(table -> {
                        try (var query = handle.createQuery("select one::text from \"" + table + "\" one")) {
                            return table + "\n"
                                    + String.join(
                                            "\n", query.mapTo(String.class).list());
                        }
                    })
                    .collect(Collectors.joining("\n"));
        });
    }

    @Test
    void theCodeOfAnActivationStandsNowhereInTheDatabase() {
        Caller.Told told = caller.call("CreateActivation", Map.of("ClientToken", "secrets"));
        String code = told.text("ActivationCode");
        assertThat(code).startsWith("a-").hasSizeGreaterThan(50);
        String all = database();
        assertThat(all)
                .as("what is looked through")
                .contains("client_tokens\n", "applied_changes\n", told.text("ActivationId"));
        assertThat(all)
                .doesNotContain(
                        code,
                        code.substring(2),
                        HexFormat.of().formatHex(code.substring(2).getBytes(UTF_8)));
    }

    private static Caller.Told run(Caller by, InstanceId instance) {
        return by.call(
                "RunCommand",
                Map.of(
                        "Type", "RunShellScript",
                        "CommandContent", "echo canary-script {{secret}}",
                        "EnableParameter", "true",
                        "Parameters", "{\"secret\":\"canary-value\"}",
                        "InstanceId.1", instance.text()));
    }

    private static InstanceId machine(AgentTasks agents, Caller.Told activation) {
        var outcome = agents.register(new Registration(
                new Registration.Activation(activation.text("ActivationId"), activation.text("ActivationCode")),
                new Registration.Machine("m", "cn-hangzhou", "", "h", "10.0.0.9", "linux", "6.1", "2.2.3.578"),
                SimulatedIdentity.pem(SimulatedIdentity.freshKeys()),
                Map.of(),
                "10.0.0.9"));
        if (!(outcome instanceof RegistrationOutcome.Registered(InstanceId id))) {
            throw new AssertionError("not registered: " + outcome);
        }
        agents.connected(id, new AgentNews("2.2.3.578", "linux", "socket"));
        return id;
    }

    private static Chunk canary() {
        return new Chunk("canary-output".getBytes(UTF_8));
    }

    /** Values, scripts, output, files and codes: on the way that goes well, on ways that do not, and while a part is away. */
    @Test
    void noSecretStandsInTheLog() {
        AgentTasks agents = service.bean(AgentTasks.class);
        Caller.Told activation = caller.call("CreateActivation", Map.of("Description", "canary-description"));
        InstanceId machine = machine(agents, activation);
        var span = new Span(Instant.now(), Instant.now());

        assertThat(run(caller, machine).status()).isEqualTo(200);
        RunTask task = agents.kicked(machine, Optional.empty()).run().getFirst();
        agents.report(machine, task.id(), new TaskReport.Running(span.start(), canary()));
        agents.report(machine, task.id(), new TaskReport.Failed(span, "-3", "canary-cause", canary(), 0));
        agents.report(machine, task.id(), new TaskReport.Finished(span, 3, canary(), 0));

        Map<String, String> file = Map.of(
                "Name", "a",
                "TargetDir", "/root",
                "Content", "canary-file",
                "InstanceId.1", machine.text());
        assertThat(caller.call("SendFile", file).status()).isEqualTo(200);
        var sent = agents.kicked(machine, Optional.empty()).files().getFirst();
        agents.report(machine, sent.id(), new TaskReport.FileInvalid("FileExist", "canary-path"));

        assertThat(caller.call(
                                "RunCommand",
                                Map.of("Type", "RunShellScript", "CommandContent", "x", "Parameters", "canary-value"))
                        .status())
                .isEqualTo(400);
        Map<String, Object> alone = new HashMap<>(settings);
        alone.put("opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:1/");
        try (RunningService lost = Main.SERVICE.start(alone)) {
            assertThat(run(new Caller(lost.url()), machine).status()).isEqualTo(503);
        }

        assertThat(log.text())
                .as("what is looked through")
                .contains("a report came after the end and changes nothing", "a part is away")
                .doesNotContain("canary", activation.text("ActivationCode"))
                .doesNotContain(Base64.getEncoder().encodeToString("canary-output".getBytes(UTF_8)));
    }
}
