package io.opsbus.event.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Inquiring;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.decide.Sample;
import io.opsbus.event.health.DiskHealth.Use;
import io.opsbus.event.health.Vitals.Agent;
import io.opsbus.event.health.Vitals.Check;
import io.opsbus.event.health.Vitals.Check.Finding;
import io.opsbus.event.health.Vitals.Power;
import io.opsbus.event.kind.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state of guide 5.2 with what leads to it; where several hold, which one counts. */
class HealthTableTest {
    private static final Instant NOW = Instant.parse("2019-04-10T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(3));
    private static final Agent FRESH = new Agent(NOW.minusSeconds(30));
    private static final Agent SILENT = new Agent(NOW.minus(Duration.ofMinutes(4)));

    private record Row(String what, Vitals vitals, HealthStatus status, String reason) {}

    private static final List<Row> ROWS = List.of(
            row("runs, agent fresh", running(FRESH), HealthStatus.OK, "All checks passed."),
            row("runs, watched by its provider", running(Agent.NEVER_SEEN), HealthStatus.OK, "All checks passed."),
            row(
                    "pending or starting",
                    new Vitals(Power.COMING, NOW, FRESH, true, List.of(), List.of()),
                    HealthStatus.INITIALIZING,
                    "The instance is starting."),
            row(
                    "just started, agent not back yet",
                    new Vitals(Power.RUNNING, NOW.minusSeconds(60), SILENT, true, List.of(), List.of()),
                    HealthStatus.INITIALIZING,
                    "The instance runs since 2019-04-10T11:59:00Z, and its agent was not heard of yet."),
            row(
                    "just started, known by its agent alone",
                    new Vitals(Power.RUNNING, NOW.minusSeconds(60), Agent.NEVER_SEEN, false, List.of(), List.of()),
                    HealthStatus.INITIALIZING,
                    "The instance runs since 2019-04-10T11:59:00Z, and its agent was not heard of yet."),
            row(
                    "started long ago, agent never back",
                    new Vitals(
                            Power.RUNNING,
                            NOW.minus(Duration.ofMinutes(6)),
                            new Agent(LONG_AGO),
                            true,
                            List.of(),
                            List.of()),
                    HealthStatus.INSUFFICIENT_DATA,
                    "The agent was last heard of at 2019-04-07T12:00:00Z."),
            row(
                    "agent silent",
                    running(SILENT),
                    HealthStatus.INSUFFICIENT_DATA,
                    "The agent was last heard of at 2019-04-10T11:56:00Z."),
            row(
                    "no agent, nobody watches",
                    new Vitals(Power.RUNNING, LONG_AGO, Agent.NEVER_SEEN, false, List.of(), List.of()),
                    HealthStatus.INSUFFICIENT_DATA,
                    "Nothing watches the instance: it has no agent."),
            row(
                    "off",
                    new Vitals(Power.OFF, LONG_AGO, FRESH, true, List.of(), List.of()),
                    HealthStatus.NOT_APPLICABLE,
                    "The instance does not run."),
            row(
                    "off, whatever was planned",
                    new Vitals(
                            Power.OFF,
                            LONG_AGO,
                            FRESH,
                            true,
                            List.of(planned(EventType.MAINTENANCE_REBOOT)),
                            List.of()),
                    HealthStatus.NOT_APPLICABLE,
                    "The instance does not run."),
            row(
                    "maintenance planned",
                    running(FRESH, planned(EventType.MAINTENANCE_REBOOT)),
                    HealthStatus.WARNING,
                    "SystemMaintenance.Reboot is Scheduled (" + id(EventType.MAINTENANCE_REBOOT) + ")."),
            row(
                    "maintenance inquired",
                    running(FRESH, event(EventType.MAINTENANCE_ISOLATE_DISK, new Inquiring())),
                    HealthStatus.WARNING,
                    "SystemMaintenance.IsolateErrorDisk is Inquiring (" + id(EventType.MAINTENANCE_ISOLATE_DISK)
                            + ")."),
            row(
                    "performance impact",
                    running(FRESH, going(EventType.MAINTENANCE_PERFORMANCE_IMPACT)),
                    HealthStatus.WARNING,
                    "SystemMaintenance.PerformanceImpact is Executing (" + id(EventType.MAINTENANCE_PERFORMANCE_IMPACT)
                            + ")."),
            row(
                    "subscription ends soon",
                    running(FRESH, planned(EventType.EXPIRATION_STOP)),
                    HealthStatus.WARNING,
                    "InstanceExpiration.Stop is Scheduled (" + id(EventType.EXPIRATION_STOP) + ")."),
            row(
                    "disk degraded",
                    running(FRESH, going(EventType.DISK_DEGRADED)),
                    HealthStatus.WARNING,
                    "Degraded is Executing (" + id(EventType.DISK_DEGRADED) + ")."),
            row(
                    "a check is doubtful",
                    checked(FRESH, new Check("network", Finding.DOUBTFUL)),
                    HealthStatus.WARNING,
                    "The check of network is doubtful."),
            row(
                    "maintenance goes on",
                    running(FRESH, going(EventType.MAINTENANCE_REBOOT)),
                    HealthStatus.MAINTAINING,
                    "SystemMaintenance.Reboot is Executing (" + id(EventType.MAINTENANCE_REBOOT) + ")."),
            row(
                    "maintenance goes on, agent silent",
                    running(SILENT, going(EventType.MAINTENANCE_REBOOT)),
                    HealthStatus.MAINTAINING,
                    "SystemMaintenance.Reboot is Executing (" + id(EventType.MAINTENANCE_REBOOT) + ")."),
            row(
                    "host failed",
                    running(SILENT, going(EventType.FAILURE_REBOOT)),
                    HealthStatus.IMPAIRED,
                    "SystemFailure.Reboot is Executing (" + id(EventType.FAILURE_REBOOT) + ")."),
            row(
                    "guest crashed",
                    running(SILENT, going(EventType.INSTANCE_REBOOT)),
                    HealthStatus.IMPAIRED,
                    "InstanceFailure.Reboot is Executing (" + id(EventType.INSTANCE_REBOOT) + ")."),
            row(
                    "failure during maintenance",
                    running(FRESH, going(EventType.MAINTENANCE_REBOOT), going(EventType.FAILURE_REBOOT)),
                    HealthStatus.IMPAIRED,
                    "SystemFailure.Reboot is Executing (" + id(EventType.FAILURE_REBOOT) + ")."),
            row(
                    "disk stalled",
                    running(FRESH, going(EventType.DISK_STALLED)),
                    HealthStatus.IMPAIRED,
                    "Stalled is Executing (" + id(EventType.DISK_STALLED) + ")."),
            row(
                    "a check is bad",
                    checked(FRESH, new Check("software", Finding.BAD)),
                    HealthStatus.IMPAIRED,
                    "The check of software failed."),
            row(
                    "closed events count no more",
                    running(FRESH, event(EventType.FAILURE_REBOOT, new Executing(LONG_AGO, null).complete(LONG_AGO))),
                    HealthStatus.OK,
                    "All checks passed."),
            row(
                    "a good check is no news",
                    checked(FRESH, new Check("network", Finding.GOOD)),
                    HealthStatus.OK,
                    "All checks passed."));

    @TestFactory
    Stream<DynamicTest> everyRowHolds() {
        return ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.what(),
                        () -> assertThat(InstanceHealth.of(row.vitals(), HealthRules.USUAL, NOW))
                                .isEqualTo(new Health(row.status(), row.reason()))));
    }

    /** Guide 5.2 健康状态, its rows as they stand there: 控制台文案, API参数取值, 描述; and one condition each that leads there. */
    @ParameterizedTest
    @CsvSource({
        "无异常, OK, 已通过健康状况检查, 'runs, agent fresh'",
        "服务受损, Impaired, 实例性能受损, host failed",
        "健康预警, Warning, 实例性能可能因维护或技术问题而降低, maintenance planned",
        "系统维护, Maintaining, 实例处于维护中, maintenance goes on",
        "初始化中, Initializing, 正在初始化实例, pending or starting",
        "数据不足, InsufficientData, 由于数据不足，无法确定健康状况, agent silent",
        "无状态, NotApplicable, 实例健康状况不适用, off",
    })
    void theGuidesStatesAreReached(String console, String value, String description, String what) {
        var row =
                ROWS.stream().filter(one -> one.what().equals(what)).findFirst().orElseThrow();
        assertThat(HealthStatus.parse(value)).as(console + ": " + description).contains(row.status());
        assertThat(InstanceHealth.of(row.vitals(), HealthRules.USUAL, NOW).status())
                .isEqualTo(row.status());
    }

    @Test
    void theTableReachesAllSevenStates() {
        Set<HealthStatus> reached = ROWS.stream().map(Row::status).collect(Collectors.toSet());
        assertThat(reached).isEqualTo(EnumSet.allOf(HealthStatus.class));
    }

    @Test
    void theGuidesWordsAreRead() {
        // guide 5.2 writes OK, replies write Ok
        for (String word : List.of(
                "OK", "Impaired", "Warning", "Maintaining", "Initializing", "InsufficientData", "NotApplicable")) {
            assertThat(HealthStatus.parse(word)).as(word).isPresent();
        }
        assertThat(HealthStatus.parse("Ok")).contains(HealthStatus.OK);
        assertThat(HealthStatus.parse("Fine")).isEmpty();
        assertThat(HealthStatus.WARNING.code()).isEqualTo(64);
        assertThat(HealthStatus.IMPAIRED.code()).isEqualTo(128);
    }

    @Test
    void aDisksGravestTroubleCounts() {
        var degraded = going(EventType.DISK_DEGRADED);
        var stalled = going(EventType.DISK_STALLED);
        assertThat(DiskHealth.of(Use.ATTACHED, List.of()).status()).isEqualTo(HealthStatus.OK);
        assertThat(DiskHealth.of(Use.ATTACHED, List.of(degraded)).status()).isEqualTo(HealthStatus.WARNING);
        assertThat(DiskHealth.of(Use.ATTACHED, List.of(degraded, stalled)).status())
                .isEqualTo(HealthStatus.IMPAIRED);
        // the sample of DescribeDisksFullStatus: Available and Impaired
        assertThat(DiskHealth.of(Use.IDLE, List.of(stalled)).status()).isEqualTo(HealthStatus.IMPAIRED);
        assertThat(DiskHealth.of(Use.IDLE, List.of()).status()).isEqualTo(HealthStatus.NOT_APPLICABLE);
        assertThat(DiskHealth.of(Use.COMING, List.of()).status()).isEqualTo(HealthStatus.INITIALIZING);
        assertThat(DiskHealth.of(Use.UNKNOWN, List.of()).status()).isEqualTo(HealthStatus.INSUFFICIENT_DATA);
        var over = event(EventType.DISK_STALLED, new Executing(LONG_AGO, null).complete(NOW));
        assertThat(DiskHealth.of(Use.ATTACHED, List.of(over)).status()).isEqualTo(HealthStatus.OK);
    }

    private static Row row(String what, Vitals vitals, HealthStatus status, String reason) {
        return new Row(what, vitals, status, reason);
    }

    private static Vitals running(Agent agent, Published... events) {
        return new Vitals(Power.RUNNING, LONG_AGO, agent, true, List.of(events), List.of());
    }

    private static Vitals checked(Agent agent, Check... checks) {
        return new Vitals(Power.RUNNING, LONG_AGO, agent, true, List.of(), List.of(checks));
    }

    private static Published planned(EventType type) {
        return event(type, new Scheduled(Plan.at(NOW.plus(Duration.ofHours(20))), false));
    }

    private static Published going(EventType type) {
        return event(type, new Executing(NOW.minusSeconds(90), null));
    }

    private static Published event(EventType type, EventCycle cycle) {
        return Published.first(Sample.subject(type, Origin.OPERATOR), LONG_AGO, cycle);
    }

    private static String id(EventType type) {
        return Sample.subject(type, Origin.OPERATOR).id().text();
    }
}
