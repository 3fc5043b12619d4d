package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Threat 3: codes that are guessed, from what is very near to the right one to anything at all. */
class GuessedCodesTest {
    /** What threat 3 asks for. */
    private static final int GUESSES = 100_000;

    private static final String PEM = Signer.pem(Signer.keys(2048));
    private static final String KEY = Base64.getEncoder().encodeToString(PEM.getBytes(StandardCharsets.US_ASCII));
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \u0000\u00e9";

    private final Service service = new Service();
    private final Service.Told activation = service.call("CreateActivation", "InstanceCount", "1000");
    private final String id = activation.text("ActivationId");
    private final String code = activation.text("ActivationCode");

    private String guess(SplittableRandom random) {
        int at = random.nextInt(code.length());
        char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
        String guess = switch (random.nextInt(7)) {
            case 0 -> code.substring(0, at) + letter + code.substring(at + 1);
            case 1 -> code.substring(0, at);
            case 2 -> code + letter;
            case 3 -> code.toUpperCase(Locale.ROOT);
            case 4 -> " " + code;
            case 5 -> id;
            default ->
                random.ints(code.length(), 0, 64)
                        .mapToObj(n -> String.valueOf(LETTERS.charAt(n)))
                        .reduce("", String::concat);
        };
        return guess.equals(code) ? "guess" : guess;
    }

    private RegistrationOutcome register(String guessed, int number) {
        return service.agents.register(new Registration(
                new Registration.Activation(id, guessed),
                new Registration.Machine("m" + number, "cn-hangzhou", "", "h", "10.0.0.9", "linux", "L", "1"),
                PEM,
                Map.of(),
                "10.0.0.9"));
    }

    private int registered() {
        return service.call("DescribeManagedInstances").body().get("TotalCount").asInt();
    }

    @Test
    void noneOfAHundredThousandIsTakenAndTheRightOneIsGoodAllTheSame() {
        assertNoneIsTaken(UnaryOperator.identity());
    }

    @Test
    void thatCodesAreComparedWithoutTheirCaseIsNoticed() {
        assertThatThrownBy(() -> assertNoneIsTaken(guess -> guess.equalsIgnoreCase(code) ? code : guess))
                .isInstanceOf(AssertionError.class);
    }

    private void assertNoneIsTaken(UnaryOperator<String> heard) {
        SplittableRandom random = Seeds.random("GuessedCodesTest");
        for (int n = 0; n < GUESSES; n++) {
            assertThat(register(heard.apply(guess(random)), n)).isInstanceOf(RegistrationOutcome.Refused.class);
        }
        assertThat(registered()).isZero();
        assertThat(register(code, GUESSES)).isInstanceOf(RegistrationOutcome.Registered.class);
        assertThat(registered()).isEqualTo(1);
    }

    /** How many of them are looked at in an hour at all, wherever they come from. */
    @Test
    void atTheDoorOneAddressGuessesTenTimesAMinute() {
        AgentDoor door = door();
        assertThat(looked(() -> door)).isEqualTo(10 * Strangers.FAILURES_A_MINUTE);
        assertThat(registered()).isZero();
    }

    @Test
    void thatADoorForgetsWhoGuessedIsNoticed() {
        assertThat(looked(this::door)).as("each at a door of its own").isEqualTo(10_000);
    }

    private AgentDoor door() {
        return new Doors(service.agents, service.clock, Allowances.Limits.USUAL, null).open();
    }

    private int looked(Supplier<AgentDoor> door) {
        int looked = 0;
        for (int n = 0; n < 10_000; n++) {
            byte[] body = ("{\"activationCode\":\"guess" + n + "\",\"activationId\":\"" + id
                            + "\",\"machineId\":\"m\",\"publicKey\":\"" + KEY + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            int status = door.get()
                    .answer(new HttpCall("POST", "/luban/api/instance/register", "", Map.of(), body, "203.0.113.7"))
                    .status();
            assertThat(status).isIn(400, 429);
            looked += status == 400 ? 1 : 0;
            if (n % 1_000 == 999) {
                service.clock.advance(Duration.ofMinutes(1));
            }
        }
        return looked;
    }
}
