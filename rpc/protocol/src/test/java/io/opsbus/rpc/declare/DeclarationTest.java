package io.opsbus.rpc.declare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.RpcError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationTest {
    private static final Parameter<String> INSTANCE =
            Take.text("InstanceId").names("instance").required();
    private static final Parameter<Optional<List<String>>> INSTANCES =
            Take.jsonTexts("InstanceIds", 2).names("instance").optional();
    private static final Parameter<List<String>> DISKS =
            Take.texts("DiskId", 2).names("disk").or(List.of());
    private static final Parameter<Boolean> FORCE = Take.flag("ForceStop").or(false);
    private static final Parameter<Optional<String>> NAME = Texts.text("InstanceName", 2, 5)
            .refusing(400, "InvalidInstanceName.Malformed")
            .optional();
    private static final Parameter<String> MODE =
            Take.word("StoppedMode", "KeepCharging", "StopCharging").or("KeepCharging");
    private static final Parameter<Integer> SIZE =
            Take.whole("Disk.Size", 20, 100).or(20);
    private static final Parameter<Optional<BigDecimal>> PRICE =
            Take.decimal("SpotPriceLimit", 10).optional();
    private static final Parameter<Optional<Map<String, String>>> WORDS =
            Take.jsonTextMap("Parameters", 2).optional();

    /** A tag as a client sends it. */
    private record Tag(String key, Optional<String> value) {}

    private static final Parameter<String> KEY =
            Texts.text("Key", 1, 8).refusing(400, "InvalidTagKey.Malformed").required();
    private static final Parameter<Optional<String>> VALUE =
            Take.anyText("Value").optional();
    private static final Parameter<List<Tag>> TAGS =
            Take.structs("Tag", 2, Struct.of(values -> new Tag(values.get(KEY), values.get(VALUE)), KEY, VALUE));

    private static final Declaration ALL = Declaration.writing("2014-05-26", "StopInstance", "Stops an instance.")
            .takes(INSTANCE, INSTANCES, DISKS, FORCE, NAME, MODE, SIZE, PRICE, WORDS, TAGS)
            .idempotent()
            .end();

    @Test
    void whatIsLeftOutHasItsDeclaredValue() {
        Values values = good("InstanceId=i-1");
        assertThat(values.get(INSTANCE)).isEqualTo("i-1");
        assertThat(values.get(INSTANCES)).isEmpty();
        assertThat(values.get(DISKS)).isEmpty();
        assertThat(values.get(FORCE)).isFalse();
        assertThat(values.get(NAME)).isEmpty();
        assertThat(values.get(MODE)).isEqualTo("KeepCharging");
        assertThat(values.get(SIZE)).isEqualTo(20);
        assertThat(values.get(TAGS)).isEmpty();
        assertThat(values.get(Declaration.CLIENT_TOKEN)).isEmpty();
    }

    @Test
    void whatIsSentIsReadByKind() {
        Values values = good(
                "InstanceId=i-1&InstanceIds=%5B%22i-2%22%5D&DiskId.1=d-1&DiskId.3=d-2&ForceStop=True"
                        + "&InstanceName=%E6%9C%8D%E5%8A%A1%E5%99%A8&StoppedMode=StopCharging&Disk.Size=40&SpotPriceLimit=0.97"
                        + "&Parameters=%7B%22a%22%3A1%2C%22b%22%3A%22x%22%7D&Tag.1.Key=k&Tag.1.Value=&Tag.2.Key=l&ClientToken=t");
        assertThat(values.get(INSTANCES)).contains(List.of("i-2"));
        assertThat(values.get(DISKS)).containsExactly("d-1", "d-2");
        assertThat(values.get(FORCE)).isTrue();
        assertThat(values.get(NAME)).contains("服务器");
        assertThat(values.get(MODE)).isEqualTo("StopCharging");
        assertThat(values.get(SIZE)).isEqualTo(40);
        assertThat(values.get(PRICE)).contains(new BigDecimal("0.97"));
        assertThat(values.get(WORDS)).contains(Map.of("a", "1", "b", "x"));
        assertThat(values.get(TAGS)).containsExactly(new Tag("k", Optional.of("")), new Tag("l", Optional.empty()));
        assertThat(values.get(Declaration.CLIENT_TOKEN)).contains("t");
    }

    @Test
    void anEmptyListOfIdsIsAListOfNothingNotAnAbsentOne() {
        assertThat(good("InstanceId=i-1&InstanceIds=%5B%5D").get(INSTANCES)).contains(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "X=1 MissingParameter InstanceId",
                "InstanceId= InvalidParameter InstanceId",
                "InstanceId=i&InstanceIds= InvalidParameter InstanceIds",
                "InstanceId=i&InstanceIds=i-1 InvalidParameter InstanceIds",
                "InstanceId=i&InstanceIds=%5B1%5D InvalidParameter InstanceIds",
                "InstanceId=i&InstanceIds=%5B%22%22%5D InvalidParameter InstanceIds",
                "InstanceId=i&InstanceIds=%5B%22a%22,%22b%22,%22c%22%5D InvalidParameter InstanceIds",
                "InstanceId=i&DiskId.1= InvalidParameter DiskId",
                "InstanceId=i&DiskId=d-1 InvalidParameter DiskId",
                "InstanceId=i&DiskId.1=a&DiskId.2=b&DiskId.3=c InvalidParameter DiskId",
                "InstanceId=i&ForceStop=yes InvalidParameter ForceStop",
                "InstanceId=i&InstanceName=a InvalidInstanceName.Malformed InstanceName",
                "InstanceId=i&InstanceName=abcdef InvalidInstanceName.Malformed InstanceName",
                "InstanceId=i&StoppedMode=keepcharging InvalidParameter StoppedMode",
                "InstanceId=i&Disk.Size=19 InvalidParameter Disk.Size",
                "InstanceId=i&SpotPriceLimit=1e3 InvalidParameter SpotPriceLimit",
                "InstanceId=i&SpotPriceLimit=11 InvalidParameter SpotPriceLimit",
                "InstanceId=i&Parameters=%5B%5D InvalidParameter Parameters",
                "InstanceId=i&Tag.1.Value=x MissingParameter Tag.1.Key",
                "InstanceId=i&Tag.1.Key=abcdefghi InvalidTagKey.Malformed Tag.1.Key",
                "InstanceId=i&ClientToken=a%20b InvalidParameter ClientToken"
            })
    void whatCannotBeUsedIsRefusedByNameAndItsOwnCode(String query, String code, String parameter) {
        RpcError error = bad(query);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.message()).contains("\"" + parameter);
    }

    @Test
    void fieldsTellWhereResourcesAreNamed() {
        assertThat(ALL.placed().filter(placed -> placed.field().namesResource()).map(Field.Placed::pattern))
                .containsExactly("InstanceId", "InstanceIds", "DiskId.N");
        assertThat(ALL.placed().map(Field.Placed::pattern)).contains("Tag.N.Key", "Tag.N.Value", "ClientToken");
    }

    @Test
    void fieldsTellTheirLimitsForTheReferencePage() {
        assertThat(FORCE.field().limits()).isEqualTo("default `false`");
        assertThat(SIZE.field().limits()).isEqualTo("20 to 100; default `20`");
        assertThat(NAME.field().limits()).isEqualTo("2 to 5 characters");
        assertThat(INSTANCE.field().isRequired()).isTrue();
    }

    @Test
    void oneNameDeclaredTwiceIsABug() {
        var twice = Declaration.reading("2014-05-26", "X", "")
                .takes(FORCE, Take.text("ForceStop").optional());
        assertThatIllegalArgumentException().isThrownBy(twice::end);
    }

    @Test
    void anUndeclaredParameterIsABug() {
        Values values = good("InstanceId=i-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> values.get(Take.text("Other").required()))
                .withMessageContaining("Other");
    }

    private static Values good(String query) {
        return switch (ALL.read(parameters(query))) {
            case Declaration.Reading.Good(Values values) -> values;
            case Declaration.Reading.Bad(RpcError error) -> throw new AssertionError(error.toString());
        };
    }

    private static RpcError bad(String query) {
        return switch (ALL.read(parameters(query))) {
            case Declaration.Reading.Good _ -> throw new AssertionError("accepted: " + query);
            case Declaration.Reading.Bad(RpcError error) -> error;
        };
    }

    private static Parameters parameters(String query) {
        return switch (Parameters.merge(query, "")) {
            case Got.Given<Parameters>(Parameters parameters) -> parameters;
            case Got.Absent<Parameters> _, Got.Wrong<Parameters> _ -> throw new AssertionError(query);
        };
    }

    private enum Charge {
        BY_TRAFFIC
    }

    @Test
    void aDefaultIsToldInTheWiresWords() {
        assertThat(limits(Take.text("A").or(""))).isEqualTo("default none");
        assertThat(limits(Take.texts("A", 3).or(List.of()))).isEqualTo("at most 3; default none");
        assertThat(limits(Take.whole("A", 20, 40).or(0, "the image's size")))
                .isEqualTo("20 to 40; default the image's size");
        assertThat(limits(Take.flag("A").or(false))).isEqualTo("default `false`");
        Take<Charge> charge = Take.text("A").as("", (_, _) -> new Got.Given<>(Charge.BY_TRAFFIC));
        assertThat(limits(charge.spelled(_ -> "PayByTraffic").or(Charge.BY_TRAFFIC)))
                .isEqualTo("default `PayByTraffic`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> charge.or(Charge.BY_TRAFFIC))
                .withMessageContaining("BY_TRAFFIC");
    }

    private static String limits(Parameter<?> parameter) {
        return parameter.field().limits();
    }

    @Test
    void whatParametersAreRefusedWithStandsAmongTheErrors() {
        var own = new RpcError(400, "Own", "The domain's.");
        var again = new RpcError(400, "Own", "The domain's, for another reason.");
        var key = Take.text("Key").refusing(400, "InvalidTagKey.Malformed").required();
        var declared = Declaration.reading("2014-05-26", "Look", "Looks.")
                .takes(
                        Take.flag("Start").refusing(404, "Bad").optional(),
                        Take.text("End").refusing(404, "Bad").missing("No").optional(),
                        Take.text("Other").refusing(400, "Own").optional(),
                        Take.structs("Tag", 3, Struct.of(_ -> "", key)).tooMany("NumberExceed.Tags"))
                .fails(own, again)
                .end();
        assertThat(declared.errors())
                .containsExactly(
                        own,
                        again,
                        new RpcError(404, "Bad", "`Start`, `End` cannot be used as it was sent."),
                        new RpcError(400, "No", "`End` must be sent."),
                        new RpcError(400, "InvalidTagKey.Malformed", "`Tag.N.Key` cannot be used as it was sent."),
                        new RpcError(400, "NumberExceed.Tags", "`Tag` has more entries than it may."));
    }
}
