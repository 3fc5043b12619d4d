package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.control.order.NewInvocation;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.Labels;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.token.ClientTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RunCommand with KeepCommand leaves a command where it has started one, and only there. */
class KeptCommandsTest {
    private static final InvocationLimits USUAL = InvocationLimits.DEFAULT;

    /** One a day. */
    private final Service service = new Service(new InvocationLimits(
            50, 1, USUAL.contentBytes(), USUAL.unkeptBytes(), USUAL.timeouts(), USUAL.kept(), false));

    private Service.Told run(String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "Type",
                "RunShellScript",
                "CommandContent",
                "echo hi",
                "KeepCommand",
                "true",
                "InstanceId.1",
                LINUX.text()));
        parameters.addAll(List.of(more));
        return service.call("RunCommand", parameters.toArray(String[]::new));
    }

    private void switchOff() {
        service.fleetDesk.take(
                List.of(new FleetNews.Seen(
                        new KnownInstance(LINUX, Given.ALICES, "n", "linux", false), Map.of(), false, 2)),
                service.clock.instant());
    }

    @Test
    void overTheQuotaOfADayNoneIsLeftBehind() {
        assertThat(run().code()).isEqualTo("200");
        assertThat(service.catalogue.created).hasSize(1);
        for (int again = 0; again < 3; again++) {
            assertThat(run("ClientToken", "same").code()).isEqualTo("Invocation.ExceedQuota");
        }
        assertThat(run("RepeatMode", "DryRun").code()).isEqualTo("Invocation.ExceedQuota");
        assertThat(service.catalogue.created).hasSize(1);
        service.clock.advance(Duration.ofHours(12));
        service.beat();
        assertThat(run("ClientToken", "same").code()).isEqualTo("200");
        assertThat(service.catalogue.created).hasSize(2);
    }

    @Test
    void oneThatIsRefusedOnlyAfterItsCommandWasCreatedTakesItAway() {
        service.catalogue.whileCreating = service::invoke;
        Service.Told refused = run("ClientToken", "t");
        assertThat(refused.code()).isEqualTo("Invocation.ExceedQuota");
        assertThat(service.catalogue.created).isEmpty();

        service.catalogue.whileCreating = () -> {};
        service.clock.advance(Duration.ofHours(12));
        service.beat();
        Service.Told accepted = run("ClientToken", "t");
        assertThat(accepted.code()).isEqualTo("200");
        assertThat(service.catalogue.created).extracting(id -> id.text()).containsExactly(accepted.text("CommandId"));

        service.clock.advance(Duration.ofHours(24));
        service.beat();
        service.catalogue.whileCreating = this::switchOff;
        assertThat(run().code()).isEqualTo("InvalidInstanceStatus");
        assertThat(service.catalogue.created).hasSize(1);
    }

    /** Its answer was lost with the process that had started it. */
    @Test
    void aRequestThatComesAgainIsNotRefusedForWhatHasChangedSince() {
        var asked = new NewInvocation(
                Given.place(1),
                service.clock.instant(),
                Given.invocation(1, RepeatMode.ONCE).work(),
                new Labels(Map.of(), ""),
                List.of(LINUX),
                instance -> new TaskId("t-" + instance));
        assertThat(service.desk.start(asked, ChangeKey.ofRequest("k"))).isEmpty();
        assertThat(service.desk.check(asked))
                .as("the quota is used up by itself")
                .isEmpty();
        switchOff();
        assertThat(service.desk.check(asked)).isEmpty();
        assertThat(service.desk.start(asked, ChangeKey.ofRequest("k"))).isEmpty();
    }

    @Test
    void aRequestWhoseCatalogueWentAwayBehindTheCreationGoesOnWithThatCommand() {
        service.catalogue.whileCreating = () -> {
            throw new StoreAway(new IOException("no answer"));
        };
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> run("ClientToken", "t"));
        service.clock.advance(ClientTokens.LEASE);
        service.requestId = "ANOTHER";
        Service.Told again = run("ClientToken", "t");
        assertThat(again.code()).isEqualTo("200");
        assertThat(service.catalogue.created).extracting(id -> id.text()).containsExactly(again.text("CommandId"));
    }

    private void cutOffBehindTheCreation(String... parameters) {
        service.catalogue.whileCreating = () -> {
            throw new StoreAway(new IOException("no answer"));
        };
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> run(parameters));
        assertThat(service.catalogue.created).hasSize(1);
        service.clock.advance(Duration.ofMinutes(1));
        service.requestId = "ANOTHER";
    }

    /** Its id was never heard: its answer, or the process that waited for it, was lost. */
    @Test
    void aRepetitionThatIsRefusedTakesAwayWhatTheFirstHasCreated() {
        cutOffBehindTheCreation("ClientToken", "t");
        switchOff();
        assertThat(run("ClientToken", "t").code()).isEqualTo("InvalidInstanceStatus");
        assertThat(service.catalogue.created).isEmpty();
    }

    @Test
    void soDoesOneThatIsRefusedBeforeAnyInstanceIsLookedAt() {
        String[] once = {"ClientToken", "t", "Frequency", "at(2026-11-23 12:00:10)"};
        cutOffBehindTheCreation(once);
        assertThat(run(once).code()).isEqualTo("InvalidParam.Frequency");
        assertThat(service.catalogue.created).isEmpty();
    }

    @Test
    void whatIsRefusedAtOnceAsksTheCatalogueForNothing() {
        service.catalogue.whileCreating = () -> {
            throw new AssertionError("asked");
        };
        switchOff();
        assertThat(run("ClientToken", "t").code()).isEqualTo("InvalidInstanceStatus");
        assertThat(run("ClientToken", "t").code()).isEqualTo("InvalidInstanceStatus");
    }

    @Test
    void whatTheCatalogueDoesNotTakeAwayIsNoOtherAnswer() {
        service.catalogue.whileCreating = service::invoke;
        service.catalogue.isDeaf = true;
        assertThat(run().code()).isEqualTo("Invocation.ExceedQuota");
        assertThat(service.catalogue.created).hasSize(1);
    }
}
