package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.Base64;
import java.util.Map;

/** Console output and screenshots. */
@VerifiedAgainst(value = Source.GUIDE, where = "6.1")
class CapturesIT {
    @InEveryDialect
    void aRunningInstanceShowsItsConsole(Caller caller) {
        String id = new Machines(caller).running();
        Body output = caller.ask("GetInstanceConsoleOutput", Map.of("InstanceId", id));
        assertThat(output.text("InstanceId")).isEqualTo(id);
        assertThat(Base64.getDecoder().decode(output.text("ConsoleOutput"))).isNotEmpty();
        assertThat(output.text("LastUpdateTime")).isNotBlank();
    }

    @InEveryDialect
    void aRunningInstanceShowsItsScreen(Caller caller) {
        String id = new Machines(caller).running();
        Body shot = caller.ask("GetInstanceScreenshot", Map.of("InstanceId", id));
        assertThat(shot.text("InstanceId")).isEqualTo(id);
        assertThat(Base64.getDecoder().decode(shot.text("Screenshot"))).isNotEmpty();
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void aSecondScreenshotWithinTenSecondsIsTooSoon(Caller caller) {
        String id = new Machines(caller).running();
        caller.ask("GetInstanceScreenshot", Map.of("InstanceId", id));
        assertThat(caller.refusal("GetInstanceScreenshot", Map.of("InstanceId", id)))
                .startsWith("Throttling");
    }

    @InEveryDialect
    void aStoppedInstanceShowsNothing(Caller caller) {
        String id = new Machines(caller).stopped();
        assertThat(caller.refusal("GetInstanceScreenshot", Map.of("InstanceId", id)))
                .isEqualTo("IncorrectInstanceStatus");
        assertThat(caller.refusal("GetInstanceConsoleOutput", Map.of("InstanceId", id)))
                .isEqualTo("IncorrectInstanceStatus");
    }

    @InEveryDialect
    void windowsKeepsNoConsole(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.run(1, Map.of("ImageId", Machines.WINDOWS)).getFirst();
        machines.awaitInstance(id, "Running");
        assertThat(caller.refusal("GetInstanceConsoleOutput", Map.of("InstanceId", id)))
                .isEqualTo("NotSupported");
    }
}
