package io.opsbus.rpc.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.json.JsonReader;
import java.io.StringReader;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** Whatever users call their things, both notations carry it. Replay with {@code -Dopsbus.seed=N}. */
class WrittenTextsTest {
    private static final String ODD = "\"\\<>&\r\n\t\u0000\u001f \u007f\uD83D\uDE00\uD83D\uDE00é服\uFFFE\uFFFF]]>";
    private static final long SEED = Long.getLong("opsbus.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @Test
    void jsonReadsBackAsWritten() {
        for (int n = 0; n < 2_000; n++) {
            String text = text();
            assertThat(JsonReader.read(Json.write(new Tree.Text(text))))
                    .as("seed %d", SEED)
                    .contains(new Tree.Text(wellFormed(text)));
        }
    }

    @Test
    void xmlReadsBackWithWhatXmlCannotCarryReplaced() throws Exception {
        var parsers = DocumentBuilderFactory.newInstance();
        for (int n = 0; n < 500; n++) {
            String text = text();
            String xml = Xml.write("R", Tree.fields().with("T", text));
            String read = parsers.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement()
                    .getTextContent();
            assertThat(read).as("seed %d", SEED).isEqualTo(carriedByXml(wellFormed(text)));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(30);
        for (int at = 0; at < length; at++) {
            text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> ODD.charAt(random.nextInt(ODD.length()));
                        case 1 -> (char) random.nextInt(0x10000);
                        default -> (char) ('a' + random.nextInt(26));
                    });
        }
        return text.toString();
    }

    private static String wellFormed(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static String carriedByXml(String text) {
        StringBuilder carried = new StringBuilder();
        text.codePoints()
                .map(point -> (point < 0x20 && "\t\n\r".indexOf(point) < 0) || point == 0xFFFE || point == 0xFFFF
                        ? 0xFFFD
                        : point)
                .forEach(carried::appendCodePoint);
        return carried.toString();
    }
}
