package io.opsbus.agent.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8OutputTest {
    private static final Charset CHINESE = Charset.forName("GBK");
    private static final Charset WESTERN = Charset.forName("IBM850");

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private Utf8Output of(Charset codePage) {
        return new Utf8Output(codePage, (bytes, length) -> told.write(bytes, 0, length));
    }

    private static void write(Utf8Output output, byte[] bytes) {
        output.write(bytes, bytes.length);
    }

    private String told() {
        return told.toString(UTF_8);
    }

    @Test
    void aLineOfTheCodePageBecomesUtf8AndALineOfUtf8Stays() {
        Utf8Output output = of(CHINESE);
        write(output, "目录 C:\\\r\n".getBytes(CHINESE));
        write(output, "node 说\r\n".getBytes(UTF_8));
        write(output, "plain\r\n".getBytes(UTF_8));
        assertThat(told()).isEqualTo("目录 C:\\\r\nnode 说\r\nplain\r\n");
    }

    /** In GBK 模 is C4 A3, which in UTF-8 were ģ. */
    @Test
    void aChineseLetterThatLooksLikeUtf8IsOne() {
        Utf8Output output = of(CHINESE);
        write(output, "模\r\n".getBytes(CHINESE));
        assertThat(told()).isEqualTo("模\r\n");
    }

    @Test
    void inAPageOfSingleBytesUtf8IsToldFromIt() {
        Utf8Output output = of(WESTERN);
        write(output, "Größe\r\n".getBytes(WESTERN));
        write(output, "Größe\r\n".getBytes(UTF_8));
        assertThat(told()).isEqualTo("Größe\r\nGröße\r\n");
    }

    @Test
    void whatIsNoLineYetIsToldAtOnce() {
        Utf8Output output = of(CHINESE);
        write(output, "50 %".getBytes(UTF_8));
        assertThat(told()).isEqualTo("50 %");
        write(output, " 完".getBytes(CHINESE));
        output.end();
        assertThat(told()).isEqualTo("50 % 完");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-8", "x-windows-950", "windows-31j"})
    void whereverItIsCutItIsTheSame(String written) {
        var random = new Random(7);
        byte[] bytes = "汽車 A\r\n一二三 中文\r\n".repeat(40).getBytes(Charset.forName(written));
        Utf8Output output = of(written.equals("UTF-8") ? CHINESE : Charset.forName(written));
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(1 + random.nextInt(9), bytes.length - from);
            write(output, java.util.Arrays.copyOfRange(bytes, from, from + length));
            from += length;
        }
        output.end();
        assertThat(told()).isEqualTo("汽車 A\r\n一二三 中文\r\n".repeat(40));
    }

    @Test
    void aPageThatIsUtf8LeavesBytesAsTheyAre() {
        byte[] none = {(byte) 0xff, (byte) 0xfe, 0, 'x'};
        Utf8Output output = of(UTF_8);
        write(output, none);
        output.end();
        assertThat(told.toByteArray()).isEqualTo(none);
    }

    @Test
    void aLetterThatNeverBecomesWholeIsToldAsNone() {
        Utf8Output output = of(CHINESE);
        write(output, new byte[] {'a', (byte) 0xd6});
        output.end();
        assertThat(told()).isEqualTo("a\uFFFD");
    }
}
