package io.opsbus.rpc.parameter;

import static io.opsbus.rpc.parameter.ParametersTest.read;
import static io.opsbus.rpc.parameter.ParametersTest.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileParametersTest {
    @ParameterizedTest
    @ValueSource(strings = {"A=%", "A=%4", "A=%zz", "A=%C3%28", "A=%ED%A0%80", "%=x", "A=%-1", "=x", "A=%FF"})
    void brokenEncodingIsAnError(String query) {
        assertThat(reason(Parameters.merge(query, ""))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(Parameters.merge("", query))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void aNameGivenTwiceIsAnError() {
        assertThat(reason(Parameters.merge("Force=false&Force=true", ""))).isEqualTo(Reason.DUPLICATE);
        assertThat(reason(Parameters.merge("Tag.1.Key=a&Tag%2E1.Key=b", ""))).isEqualTo(Reason.DUPLICATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "L.0=a",
                "L.01=a",
                "L.-1=a",
                "L.x=a",
                "L.=a",
                "L..1=a",
                "L.99999999999999999999=a",
                "L.100000=a",
                "L.1 =a",
                "L.%D9%A1=a",
                "L.1e3=a",
                "L=a",
                "L=a&L.1=b",
                "L.1=a&L.1.Key=b",
                "L.1.Key=b"
            })
    void aBrokenIndexIsNeverReadAsNoList(String query) {
        assertThat(reason(read(query, "").texts("L", 100))).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S.1=a", "S=a", "S.0.Key=a", "S.1.Key=a&S.1=b", "S.999999.Key=a"})
    void aBrokenStructIsNeverReadAsNoList(String query) {
        assertThat(reason(read(query, "").structs("S", 100))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void moreEntriesThanAllowedAreAnError() {
        String query =
                IntStream.rangeClosed(1, 101).mapToObj(i -> "L." + i + "=x").collect(Collectors.joining("&"));
        assertThat(reason(read(query, "").texts("L", 100))).isEqualTo(Reason.TOO_MANY);
        String flood = IntStream.range(0, 20_001).mapToObj(i -> "p" + i).collect(Collectors.joining("&"));
        assertThat(reason(Parameters.merge(flood, ""))).isEqualTo(Reason.TOO_MANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "0x10",
                "--1",
                "-",
                "1_000",
                "٣",
                "1 ",
                "NaN",
                "9223372036854775808",
                "-99999999999999999999"
            })
    void aBrokenNumberIsAnError(String text) {
        Got<Long> got = read("N=" + PercentText.encode(text), "").whole("N", 1, 100);
        assertThat(reason(got)).isIn(Reason.MALFORMED, Reason.OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2019-02-30T00:00:00Z",
                "2019-04-01",
                "2019-04-01T08:00:00+08:00",
                "1",
                "2019-04-01T24:00:00Z",
                "+999999999-01-01T00:00:00Z",
                "2019-04-01T08:00:00"
            })
    void aBrokenTimeIsAnError(String text) {
        assertThat(reason(read("T=" + PercentText.encode(text), "").time("T"))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void neverAnExceptionForGeneratedNoise() {
        long seed = Long.getLong("opsbus.seed", System.nanoTime());
        Random random = new Random(seed);
        String alphabet = "LST.123%&=+-aKey 0x\u0000\ud800é中\n;/?";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder noise = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(readsWithoutException(noise.toString()))
                    .as("-Dopsbus.seed=%d, round %d", seed, round)
                    .isTrue();
        }
    }

    private static boolean readsWithoutException(String noise) {
        return switch (Parameters.merge(noise, noise)) {
            case Got.Given<Parameters>(Parameters parameters) -> {
                parameters.texts("L", 3);
                parameters
                        .structs("S", 3)
                        .then(list -> new Got.Given<>(list.getFirst().texts("L", 3)));
                parameters.whole("L", 0, 9);
                parameters.time("T");
                parameters.struct("L").asMap();
                yield true;
            }
            case Got.Absent<Parameters> _ -> false;
            case Got.Wrong<Parameters> _ -> true;
        };
    }
}
