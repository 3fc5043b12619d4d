package io.opsbus.parameters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The one reader of {@code {{name}}} in a script (guide 2.1). Who lists the parameters, who checks their values and who puts them in
 * read with it, so that none of them sees a placeholder, or a name, that another does not.
 *
 * <pre>
 *   rm -rf /data/{{ dir }}/x      from, to: of the bytes with the braces
 *                ^        ^       name: UTF-8, without the blanks around it
 * </pre>
 */
public final class Placeholders {
    private Placeholders() {}

    /**
     * One of them.
     *
     * @param name what is between the braces without the blanks around it; what is no UTF-8 in it is U+FFFD
     * @param from the first of its bytes, a brace
     * @param to behind the last of them
     */
    public record Placeholder(String name, int from, int to) {}

    /** All of a script, in their order; none lies in another. Whether the names can be names is not looked at. */
    public static List<Placeholder> in(byte[] script) {
        // every byte is one character: the scripts that machines run need not be UTF-8
        String text = new String(script, StandardCharsets.ISO_8859_1);
        List<Placeholder> found = new ArrayList<>();
        int open = text.indexOf("{{");
        int close = text.indexOf("}}", open + 2);
        while (open >= 0 && close >= 0) {
            var between = new String(script, open + 2, close - open - 2, StandardCharsets.UTF_8);
            found.add(new Placeholder(bare(between), open, close + 2));
            open = text.indexOf("{{", close + 2);
            close = text.indexOf("}}", open + 2);
        }
        return List.copyOf(found);
    }

    /** Blank is every space and line end of Unicode: U+3000 is what one types with Chinese input, U+00A0 what one pastes. */
    private static String bare(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && isBlank(name.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(name.charAt(to - 1))) {
            to--;
        }
        return name.substring(from, to);
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
