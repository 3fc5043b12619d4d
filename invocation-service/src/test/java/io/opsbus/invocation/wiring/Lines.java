package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a script writes: numbered lines of 16 bytes, none of which another script writes, so that whatever is told of it shows where it
 * is from. A part of output, and what is cut out of the middle, has whole lines.
 *
 * @param says what its lines begin with
 */
record Lines(String says, int count) {
    private static final int LENGTH = 16;

    Lines {
        if (says.length() != 7) {
            throw new IllegalArgumentException("not of 16 bytes: " + says);
        }
    }

    static Lines of(int number, int count) {
        return new Lines("n%06d".formatted(number), count);
    }

    String script() {
        return "seq -f " + says + "-%07g " + count;
    }

    private int number(String line) {
        assertThat(line).startsWith(says + "-").hasSize(LENGTH - 1);
        return Integer.parseInt(line.substring(says.length() + 1));
    }

    /** As {@link #missing(JsonNode, boolean, int)}, nothing of it twice. */
    int missing(JsonNode result, boolean inOrder) {
        return missing(result, inOrder, 0);
    }

    /**
     * Nothing but what was written. Returns how many bytes of it are neither told nor counted as dropped.
     *
     * @param inOrder no part can have overtaken another
     * @param twice bytes that may be there twice, at most
     */
    int missing(JsonNode result, boolean inOrder, int twice) {
        String output =
                new String(Base64.getDecoder().decode(result.path("Output").asText()), UTF_8);
        List<Integer> numbers = output.lines().map(this::number).toList();
        var once = new LinkedHashSet<>(numbers);
        assertThat(numbers).as(says).allMatch(n -> n >= 1 && n <= count);
        assertThat((numbers.size() - once.size()) * LENGTH).as(says + " twice").isLessThanOrEqualTo(twice);
        if (inOrder) {
            assertThat(List.copyOf(once)).as(says).isSorted();
        }
        assertThat(output.length()).as(says).isEqualTo(numbers.size() * LENGTH);
        return count * LENGTH - once.size() * LENGTH - result.path("Dropped").asInt();
    }

    /** As it says of one that succeeded; its end is told with it and cannot be lost. */
    void assertEnd(JsonNode result) {
        String output =
                new String(Base64.getDecoder().decode(result.path("Output").asText()), UTF_8);
        assertThat(output).endsWith("-%07d\n".formatted(count));
    }
}
