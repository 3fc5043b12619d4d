package io.opsbus.rpc.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PercentTextTest {
    @Test
    void onlyUnreservedCharactersStay() {
        assertThat(PercentText.encode("AZaz09-_.~")).isEqualTo("AZaz09-_.~");
        assertThat(PercentText.encode(" *+/\"中")).isEqualTo("%20%2A%2B%2F%22%E4%B8%AD");
        assertThat(PercentText.encode("a!b'c(d)e*f")).isEqualTo("a%21b%27c%28d%29e%2Af");
    }

    @Test
    void decodingUndoesEncoding() {
        String text = "a b+c%中😀\u0000~";
        assertThat(PercentText.decode(PercentText.encode(text))).contains(text);
        assertThat(PercentText.decode("中 raw %41+b")).contains("中 raw A b");
    }
}
