package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.CommandNews;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request whose answer was lost comes again under its {@code ClientToken}: it hears of what it has started, whatever has changed. */
class RepeatedRequestsTest {
    private static final InstanceId TAGGED = new InstanceId("i-linux0000000000002");
    private static final InstanceId ALSO_TAGGED = new InstanceId("i-linux0000000000003");
    private static final List<String> INVOKE =
            List.of("CommandId", Given.command("").id().text(), "ClientToken", "t");
    private static final List<String> RUN =
            List.of("Type", "RunShellScript", "CommandContent", "date", "ClientToken", "t");

    private final Service service = new Service();

    /** Its answer is lost, a minute goes by, this happens, and it is sent again. */
    private Service.Told twice(Runnable meanwhile, String action, List<String> parameters, String... more) {
        var all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        String[] sent = all.toArray(String[]::new);
        service.tokens.loseAnswer();
        assertThatExceptionOfType(LosingTokens.Died.class).isThrownBy(() -> service.call(action, sent));
        service.clock.advance(Duration.ofMinutes(1));
        meanwhile.run();
        service.kicks.clear();
        Service.Told again = service.call(action, sent);
        assertThat(again.code()).isEqualTo("200");
        assertThat(service.kicks).as("they were kicked").isEmpty();
        return again;
    }

    /** The one there is. */
    private void assertStarted(Service.Told told) {
        assertThat(service.call("DescribeInvocations").body().at("/Invocations/Invocation"))
                .singleElement()
                .returns(told.text("InvokeId"), one -> one.get("InvokeId").asText())
                .satisfies(one -> assertThat(one.get("CommandId").asText())
                        .isEqualTo(told.body().has("CommandId") ? told.text("CommandId") : INVOKE.get(1)));
    }

    private void switchOff(InstanceId instance) {
        service.fleetDesk.take(
                List.of(new FleetNews.Seen(
                        new KnownInstance(instance, ALICES, "n", "linux", false), Map.of("env", "a"), false, 2)),
                service.clock.instant());
    }

    @Test
    void itsMomentHasPassed() {
        String at = "at(2026-11-23 12:00:10)";
        assertStarted(twice(() -> {}, "InvokeCommand", INVOKE, "InstanceId.1", LINUX.text(), "Frequency", at));
    }

    @Test
    void itsMomentHasPassedAndItHasNoCommand() {
        String at = "at(2026-11-23 12:00:10)";
        assertStarted(twice(() -> {}, "RunCommand", RUN, "InstanceId.1", LINUX.text(), "Frequency", at));
    }

    @Test
    void itsCommandWasDeleted() {
        assertStarted(twice(
                () -> service.commands.take(
                        List.of(new CommandNews.Deleted(Given.command("").id()))),
                "InvokeCommand",
                INVOKE,
                "InstanceId.1",
                LINUX.text()));
    }

    @Test
    void itsCommandWasKeptAndDeleted() {
        assertStarted(twice(
                () -> {
                    service.commands.take(List.of(new CommandNews.Deleted(service.catalogue.created.getFirst())));
                    switchOff(LINUX);
                },
                "RunCommand",
                RUN,
                "InstanceId.1",
                LINUX.text(),
                "KeepCommand",
                "true"));
        assertThat(service.catalogue.created).hasSize(1);
    }

    @Test
    void thoseThatHadTheTagHaveStopped() {
        for (List<InstanceId> stopped : List.of(List.of(TAGGED, ALSO_TAGGED), List.of(TAGGED))) {
            var fresh = new RepeatedRequestsTest();
            for (InstanceId id : List.of(TAGGED, ALSO_TAGGED)) {
                fresh.service.add(new KnownInstance(id, ALICES, "n", "linux", true), Map.of("env", "a"));
            }
            fresh.assertStarted(fresh.twice(
                    () -> stopped.forEach(fresh::switchOff),
                    "InvokeCommand",
                    INVOKE,
                    "ResourceTag.1.Key",
                    "env",
                    "ResourceTag.1.Value",
                    "a"));
        }
    }

    @Test
    void theInstanceAFileWasSentToHasStopped() {
        Service.Told again = twice(
                () -> switchOff(LINUX),
                "SendFile",
                List.of("Name", "a", "TargetDir", "/root", "Content", "hello", "ClientToken", "t"),
                "InstanceId.1",
                LINUX.text());
        assertThat(service.call("DescribeSendFileResults").body().at("/Invocations/Invocation"))
                .singleElement()
                .returns(again.text("InvokeId"), one -> one.get("InvokeId").asText());
    }
}
