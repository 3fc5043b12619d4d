package io.opsbus.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.schemas.ecs.instance.InstanceStateChange;
import io.opsbus.schemas.json.EventJson.Invalid;
import io.opsbus.schemas.json.EventJson.Valid;
import io.opsbus.schemas.notifier.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonHostileTest {
    private static final long SEED = Long.getLong("opsbus.seed", System.nanoTime());
    private static final String SCHEDULED = text(GuideSamples.bytes("reboot-scheduled"));

    /** Each line: a piece of the sample, what stands there instead, the field and the code that must be named. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"ver\": \"1.0\",` | `` | ver | MissingField",
                "`\"ver\": \"1.0\"` | `\"ver\": \"1.1\"` | ver | InvalidValue",
                "`\"ver\": \"1.0\"` | `\"ver\": 1.0` | ver | WrongType",
                "`\"ver\": \"1.0\"` | `\"ver\": {\"a\":[1]}` | ver | WrongType",
                "`\"ver\": \"1.0\"` | `\"ver\": null` | ver | WrongType",
                "`\"ver\": \"1.0\"` | `\"ver\": \"1.0\", \"ver\": \"1.0\"` | ver | DuplicateField",
                "`\"ver\": \"1.0\"` | `\"ver\": \"1.0\", \"instanceName\": null` | instanceName | WrongType",
                "`\"ver\": \"1.0\"` | `\"ver\": \"1.0\", \"instanceName\": \"\\ud800\"` | instanceName | InvalidValue",
                "`\"ver\": \"1.0\"` | `\"ver\": \"1.0\", \"instanceName\": \"a\\u0000\"` | instanceName | InvalidValue",
                "`\"ver\": \"1.0\"` | `\"ver\": \"1.0\", \"more\": {\"a\": [true]}` | more | UnknownField",
                "`\"ECS\"` | `\"RDS\"` | product | InvalidValue",
                "`\"level\": \"CRITICAL\"` | `\"level\": \"FATAL\"` | level | InvalidValue",
                "`\"level\": \"CRITICAL\"` | `\"level\": 3` | level | WrongType",
                "`:instance/i-bp1ecr*****5go2go` | `:instance/` | resourceId | InvalidValue",
                "`acs:ecs:` | `acs:rds:` | resourceId | InvalidValue",
                "`2256A988-0B26-4E2B-820A-8A*****E5` | `` | id | InvalidValue",
                "`2256A988-0B26-4E2B-820A-8A*****E5` | `a\\r\\nb` | id | InvalidValue",
                "`922+0800` | `922+0000` | eventTime | InvalidTime",
                "`20190409T121826` | `20190431T121826` | eventTime | InvalidTime",
                "`20190409T121826` | `20190409T121860` | eventTime | InvalidTime",
                "`20190409T121826` | `20190409T241826` | eventTime | InvalidTime",
                "`20190409T121826` | `２0190409T121826` | eventTime | InvalidTime",
                "`2019-04-12T01:01:01Z` | `2019-02-29T01:01:01Z` | content.notBefore | InvalidTime",
                "`2019-04-12T01:01:01Z` | `2019-04-12T01:01:01.5Z` | content.notBefore | InvalidTime",
                "`2019-04-12T01:01:01Z` | `tomorrow` | content.notBefore | InvalidTime",
                "`\"eventStatus\": \"Scheduled\"` | `\"eventStatus\": \"Done\"` | content.eventStatus | InvalidValue",
                "`\"eventType\": \"SystemMaintenance.Reboot\"` | `\"eventType\": \"SystemMaintenance.Stop\"` | content.eventType | InvalidValue",
                "`\"eventStatus\": \"Scheduled\"` | `\"eventStatus\": \"Scheduled\", \"eventStatus\": \"Avoided\"` | content.eventStatus | DuplicateField",
                "`\"eventStatus\": \"Scheduled\"` | `\"eventStatus\": \"Scheduled\", \"diskId\": \"d-1\"` | content.diskId | UnknownField",
                "`Reboot:Scheduled` | `Reboot:Postponed` | name | UnknownEventName",
                "`Reboot:Scheduled` | `Reboot` | name | UnknownEventName",
                "`\"name\": \"Instance:SystemMaintenance.Reboot:Scheduled\",` | `` | name | MissingField",
                "`\"name\": \"Instance:SystemMaintenance.Reboot:Scheduled\"` | `\"name\": [1]` | name | WrongType",
                "`\"ver\": \"1.0\"` | `\"ver\": NaN` | `` | MalformedJson",
                "`\"ver\": \"1.0\"` | `\"ver\": 1e` | `` | MalformedJson",
                "`\"ver\": \"1.0\",` | `\"ver\": \"1.0\",,` | `` | MalformedJson",
                "`\"ver\": \"1.0\"` | `'ver': '1.0'` | `` | MalformedJson",
            })
    void whatIsWrongIsNamed(String piece, String instead, String field, String code) {
        String json = SCHEDULED.replace(piece, instead == null ? "" : instead);

        assertThat(json).isNotEqualTo(SCHEDULED);
        assertThat(errors(json))
                .anySatisfy(
                        error -> assertThat(error.field() + " " + error.code()).isEqualTo(field + " " + code));
    }

    @Test
    void allErrorsAreNamedAtOnce() {
        String json = SCHEDULED
                .replace("\"1.0\"", "1")
                .replace("CRITICAL", "BAD")
                .replace("2019-04-12T01:01:01Z", "never")
                .replace("\"eventId\"", "\"eventIdentity\"");

        assertThat(errors(json))
                .extracting(error -> error.field() + " " + error.code())
                .containsExactlyInAnyOrder(
                        "ver WrongType",
                        "level InvalidValue",
                        "content.notBefore InvalidTime",
                        "content.eventIdentity UnknownField",
                        "content.eventId MissingField");
    }

    @Test
    void anUnknownNameDoesNotHideWhatIsWrongWithTheEnvelope() {
        String json = SCHEDULED.replace("Reboot:Scheduled", "Nap:Scheduled").replace("CRITICAL", "BAD");

        assertThat(errors(json)).extracting(FieldError::field).containsExactlyInAnyOrder("name", "level");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "1", "\"x\"", "{", "{}{}", "}", "{\"name\"", "{\"name\":", "nul"})
    void whatIsNoObjectIsRefused(String json) {
        assertThat(errors(json)).isNotEmpty();
    }

    @Test
    void malformedJsonIsPlacedByLineAndColumn() {
        assertThat(errors(SCHEDULED.replace("\"product\"", "product")))
                .anySatisfy(error -> assertThat(error.message()).startsWith("line 4, column "));
    }

    @Test
    void moreAfterTheEndIsRefused() {
        assertThat(errors(SCHEDULED + "{}")).extracting(FieldError::code).containsExactly("MalformedJson");
        assertThat(errors(SCHEDULED + "x")).extracting(FieldError::code).containsExactly("MalformedJson");
    }

    @Test
    void aByteOrderMarkAndOtherEncodingsAreRefused() {
        assertThat(errors("\uFEFF" + SCHEDULED)).extracting(FieldError::code).containsExactly("MalformedJson");
        assertThat(EventJson.read(SCHEDULED.getBytes(StandardCharsets.UTF_16))).isInstanceOf(Invalid.class);
        byte[] overlong = SCHEDULED.getBytes(StandardCharsets.UTF_8);
        overlong[20] = (byte) 0xC0;
        overlong[21] = (byte) 0x80;
        assertThat(EventJson.read(overlong)).isInstanceOf(Invalid.class);
    }

    @Test
    void depthAndManyErrorsAreBounded() {
        assertThat(errors("{\"x\":" + "[".repeat(500_000))).isNotEmpty();
        assertThat(errors("{\"x\":" + "{\"x\":".repeat(150_000))).isNotEmpty();
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            many.append("\"f").append(i).append("\":0,");
        }
        assertThat(errors(many.append("\"z\":0}").toString())).hasSize(51);
    }

    @Test
    void aLongTextIsRefused() {
        assertThat(errors(SCHEDULED.replace("\"ver\"", "\"instanceName\": \"" + "x".repeat(5000) + "\", \"ver\"")))
                .extracting(FieldError::field)
                .containsExactly("instanceName");
    }

    @Test
    void tenThousandMutationsOfTheSamplesNeverThrowAndWhatIsValidComesBack() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 10_000; i++) {
            byte[] sample = GuideSamples.bytes(GuideSamples.NAMES.get(random.nextInt(GuideSamples.NAMES.size())));
            byte[] mutant = mutate(sample, random);
            var read = EventJson.read(mutant);
            if (read instanceof Valid valid) {
                assertThat(EventJson.read(EventJson.write(valid.event())))
                        .as("seed %s, mutation %s", SEED, i)
                        .isEqualTo(valid);
            } else {
                assertThat(((Invalid) read).errors())
                        .as("seed %s, mutation %s", SEED, i)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void writingWhatIsNoEventOrNotCompleteIsRefused() {
        assertThatThrownBy(() -> EventJson.write(new Delivery())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventJson.write(new InstanceStateChange()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ver");
    }

    private static byte[] mutate(byte[] sample, SplittableRandom random) {
        byte[] mutant = sample.clone();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant = Arrays.copyOf(mutant, Math.max(1, at));
                case 3 -> mutant[at] = (byte) "{}[]\",:0\\n".charAt(random.nextInt(10));
                default -> {
                    int to = Math.min(mutant.length, at + random.nextInt(1, 40));
                    int from = random.nextInt(mutant.length);
                    System.arraycopy(mutant, at, mutant, from, Math.min(to - at, mutant.length - from));
                }
            }
        }
        return mutant;
    }

    private static List<FieldError> errors(String json) {
        return EventJson.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Invalid invalid
                ? invalid.errors()
                : List.of();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
