package io.opsbus.rpc.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void queryAndFormAreOneSetAndTheQueryWins() {
        Parameters parameters = read("Action=A&RegionId=q", "RegionId=f&Name=n");
        assertThat(parameters.asMap()).containsOnlyKeys("Action", "RegionId", "Name");
        assertThat(parameters.text("RegionId")).isEqualTo(new Got.Given<>("q"));
        assertThat(parameters.text("Name")).isEqualTo(new Got.Given<>("n"));
    }

    @Test
    void plusAndPercentTwentyAreBothASpace() {
        Parameters parameters = read("A=x+y&B=x%20y&C=%E4%B8%AD&D&E=a=b", "");
        assertThat(parameters.asMap().values()).containsExactly("x y", "x y", "中", "", "a=b");
    }

    @Test
    void aListKeepsItsOrderAndMayHaveGaps() {
        Parameters parameters = read("InstanceId.10=c&InstanceId.2=b&InstanceId.1=a", "");
        assertThat(parameters.texts("InstanceId", 100)).isEqualTo(new Got.Given<>(List.of("a", "b", "c")));
        assertThat(parameters.texts("Nothing", 100)).isEqualTo(new Got.Absent<>());
    }

    @Test
    void structsListsAndNestedListsAreRead() {
        Parameters parameters = read(
                "Tag.1.Key=k&Tag.1.Value=v&Tag.3.Key=z&EventPattern.1.LevelList.2=WARN&EventPattern.1.LevelList.1=INFO"
                        + "&Escalations.Critical.Times=3",
                "");
        List<Parameters> tags = given(parameters.structs("Tag", 20));
        assertThat(tags).hasSize(2);
        assertThat(tags.get(0).text("Value")).isEqualTo(new Got.Given<>("v"));
        assertThat(tags.get(1).text("Key")).isEqualTo(new Got.Given<>("z"));
        assertThat(given(parameters.structs("EventPattern", 5)).getFirst().texts("LevelList", 9))
                .isEqualTo(new Got.Given<>(List.of("INFO", "WARN")));
        assertThat(parameters.struct("Escalations").struct("Critical").whole("Times", 1, 9))
                .isEqualTo(new Got.Given<>(3L));
        assertThat(parameters.struct("Escalations").asMap()).containsOnlyKeys("Escalations.Critical.Times");
    }

    @Test
    void typedGettersAnswerAValueNothingOrAnError() {
        Parameters parameters = read("N=50&M=-3&B=True&T=2019-04-01T08:00:00Z&U=2019-04-01T08:00Z&Z=", "");
        assertThat(parameters.whole("N", 1, 50)).isEqualTo(new Got.Given<>(50L));
        assertThat(parameters.whole("M", -3, 50)).isEqualTo(new Got.Given<>(-3L));
        assertThat(parameters.flag("B")).isEqualTo(new Got.Given<>(true));
        Instant eight = Instant.parse("2019-04-01T08:00:00Z");
        assertThat(parameters.time("T")).isEqualTo(new Got.Given<>(eight));
        assertThat(parameters.time("U")).isEqualTo(new Got.Given<>(eight));
        assertThat(parameters.whole("Z", 1, 50).or(10L)).isEqualTo(new Got.Given<>(10L));
        assertThat(parameters.text("Z")).isEqualTo(new Got.Given<>(""));
        assertThat(reason(parameters.text("Gone").required("Gone"))).isEqualTo(Reason.MISSING);
    }

    @Test
    void anErrorNamesTheParameterAsTheWireDoes() {
        Parameters tag = given(read("Tag.1.Times=x", "").structs("Tag", 20)).getFirst();
        assertThat(tag.whole("Times", 1, 9))
                .isEqualTo(Got.wrong("Tag.1.Times", Reason.MALFORMED, "is not a whole number"));
        assertThat(tag.fullName("Key")).isEqualTo("Tag.1.Key");
    }

    static Parameters read(String query, String form) {
        return given(Parameters.merge(query, form));
    }

    static <T> T given(Got<T> got) {
        return switch (got) {
            case Got.Given<T>(T value) -> value;
            case Got.Absent<T> _ -> throw new AssertionError("absent");
            case Got.Wrong<T>(ParameterError error) -> throw new AssertionError(error);
        };
    }

    static Reason reason(Got<?> got) {
        return switch (got) {
            case Got.Wrong<?>(ParameterError error) -> error.reason();
            case Got.Given<?> _, Got.Absent<?> _ -> throw new AssertionError("expected an error, got " + got);
        };
    }
}
