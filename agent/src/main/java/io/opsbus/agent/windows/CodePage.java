package io.opsbus.agent.windows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Code pages of Windows as character sets of Java. */
public final class CodePage {
    private static final int UTF_8 = 65001;

    private CodePage() {}

    /** Of a number; UTF-8 for one this Java does not know. */
    public static Charset of(int number) {
        if (number == UTF_8) {
            return StandardCharsets.UTF_8;
        }
        // Microsoft's own first: IBM's of the same number has other signs
        return Stream.of("ms", "windows-", "IBM", "x-IBM", "cp")
                .map(family -> family + number)
                .filter(Charset::isSupported)
                .findFirst()
                .map(Charset::forName)
                .orElse(StandardCharsets.UTF_8);
    }
}
