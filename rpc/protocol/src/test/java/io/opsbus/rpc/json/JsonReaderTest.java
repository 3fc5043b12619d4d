package io.opsbus.rpc.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.reply.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":[1,-2,3.5,\"x\",true,false,{\"b\":[]}]}",
                "\"\"",
                "\"\\\"\\\\\\n\\r\\t\\u0000é😀\"",
                "9223372036854775807",
                "-9223372036854775808"
            })
    void whatIsReadIsWrittenTheSame(String json) {
        assertThat(JsonReader.read(json).map(Json::write)).contains(json);
    }

    @Test
    void whiteSpaceEscapesAndExponentsAreUnderstood() {
        assertThat(JsonReader.read(" { \"\\u0061\\/\\b\\f\" : 12e2 , \"n\" : null } \r\n")
                        .map(Json::write))
                .contains("{\"a/\\u0008\\u000c\":1200}");
        assertThat(JsonReader.read("9223372036854775808").map(Json::write)).contains("9223372036854775808");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "nul", "tru", "{", "[", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{a:1}", "'a'", "\"",
                        "\"\\x\"",
                "\"\\u12g4\"", "\"\\u12\"", "01", "1.", ".5", "+1", "-", "1e999", "1 2", "[1] x", "\"\n\"", "[null]",
                        "null",
                "NaN", "[1 2]", "{\"a\" 1}", "{1:2}", "/**/1"
            })
    void whatIsNotJsonIsNothing(String text) {
        assertThat(JsonReader.read(text)).isEmpty();
    }

    @Test
    void depthIsBounded() {
        assertThat(JsonReader.read("[".repeat(32) + "]".repeat(32))).isPresent();
        assertThat(JsonReader.read("[".repeat(100_000))).isEmpty();
        assertThat(JsonReader.read("{\"a\":".repeat(40) + "1" + "}".repeat(40))).isEmpty();
    }

    @Test
    void textsAndTextMapsTakeTheirOwnShapeOnly() {
        assertThat(JsonReader.texts("[\"i-1\",\"i-2\"]")).contains(List.of("i-1", "i-2"));
        assertThat(JsonReader.texts("[\"i-1\",2]")).isEmpty();
        assertThat(JsonReader.texts("{\"a\":\"b\"}")).isEmpty();
        assertThat(JsonReader.textMap("{\"a\":\"b\",\"n\":1,\"d\":0.50,\"f\":true}"))
                .contains(Map.of("a", "b", "n", "1", "d", "0.50", "f", "true"));
        assertThat(JsonReader.textMap("{\"a\":[]}")).isEmpty();
        assertThat(JsonReader.textMap("[]")).isEmpty();
    }
}
