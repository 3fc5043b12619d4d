package io.opsbus.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.testkit.bus.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Events gone wrong in every way a sender has thought of; all of them from one seed. */
public final class Mutations {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "9".repeat(400),
            "0.1",
            "[]",
            "{}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\u202eabc\"",
            "\"\ud83d\ude00\"",
            "\"%s%n\"",
            "\"' or 1=1 --\"",
            "\"${jndi:x}\"",
            "\"../../etc\"",
            "[[[[1]]]]",
            "NaN",
            "'x'",
            "\"" + "x".repeat(5000) + "\"",
            "{\"a\":{\"b\":[]}}",
            "\"\\x\"",
            "\"2019-02-30T00:00:00Z\"",
            "\"99999-01-01T00:00:00Z\"",
            "\"-2019-01-01T00:00:00Z\"",
            "\"20190409T121826.922-0800\"",
            "\"CRITICAL\"",
            "\"ECS\"",
            "\"Disk:Stalled:Executed\"");
    private static final List<String> TEXT = List.of(
            "\u0000", "\ufeff", "\u2028", "\ud83d\ude00", "\u0645", "\\", "\"", "*", "/", ":", " ", "\u00e9", "\u200b");

    private final Random random;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** A sample with one to three things done to it. */
    public byte[] next() {
        byte[] event = Samples.ALL
                .get(random.nextInt(Samples.ALL.size()))
                .withId("fuzz-" + random.nextLong())
                .getBytes(UTF_8);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            event = mutate(event);
        }
        return event;
    }

    private byte[] mutate(byte[] event) {
        return switch (random.nextInt(12)) {
            case 0 -> flip(event);
            case 1 -> Arrays.copyOf(event, random.nextInt(event.length + 1));
            case 2 -> replaceValue(event);
            case 3 -> duplicateField(event);
            case 4 -> insertText(event);
            case 5 -> nest(event);
            case 6 -> removeField(event);
            case 7 -> append(event);
            case 8, 9, 10 -> stayAnEvent(event);
            default -> random.nextInt(40) == 0 ? oversize(event) : swapCase(event);
        };
    }

    private byte[] flip(byte[] event) {
        byte[] flipped = event.clone();
        if (flipped.length > 0) {
            for (int times = 1 + random.nextInt(4); times > 0; times--) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return flipped;
    }

    private byte[] replaceValue(byte[] event) {
        return atField(event, (name, value) -> "\"" + name + "\": " + VALUES.get(random.nextInt(VALUES.size())));
    }

    private byte[] duplicateField(byte[] event) {
        return atField(event, (name, value) -> "\"" + name + "\": " + value + ", \"" + name + "\": " + value);
    }

    private byte[] removeField(byte[] event) {
        return atField(event, (name, value) -> "\"gone" + random.nextInt(3) + "\": " + value);
    }

    private byte[] swapCase(byte[] event) {
        return atField(event, (name, value) -> "\"" + name + "\": " + value.toUpperCase(java.util.Locale.ROOT));
    }

    private interface Change {
        String of(String name, String value);
    }

    private byte[] atField(byte[] event, Change change) {
        String text = new String(event, UTF_8);
        var fields = java.util.regex.Pattern.compile("\"(\\w+)\"\\s*:\\s*(\"[^\"]*\"|\\d+)");
        var found = fields.matcher(text).results().toList();
        if (found.isEmpty()) {
            return event;
        }
        var field = found.get(random.nextInt(found.size()));
        return (text.substring(0, field.start())
                        + change.of(field.group(1), field.group(2))
                        + text.substring(field.end()))
                .getBytes(UTF_8);
    }

    /** Odd but right: spaces, escapes, other digits in a time, text in every script. */
    private byte[] stayAnEvent(byte[] event) {
        String text = new String(event, UTF_8);
        String odd = TEXT.get(1 + random.nextInt(TEXT.size() - 1));
        return switch (random.nextInt(4)) {
            case 0 -> text.replace(": \"", " :\n\t\"").getBytes(UTF_8);
            case 1 -> text.replace("cn-", "\\u0063n-").getBytes(UTF_8);
            case 2 ->
                text.replace("2019", String.valueOf(1000 + random.nextInt(9000)))
                        .getBytes(UTF_8);
            default ->
                text.replace("ecs-instance-name", odd)
                        .replace("test-snapshot", odd)
                        .getBytes(UTF_8);
        };
    }

    private byte[] insertText(byte[] event) {
        String text = new String(event, UTF_8);
        int at = random.nextInt(text.length() + 1);
        return (text.substring(0, at) + TEXT.get(random.nextInt(TEXT.size())) + text.substring(at)).getBytes(UTF_8);
    }

    private byte[] nest(byte[] event) {
        int depth = 1 + random.nextInt(3000);
        return atField(
                event,
                (name, value) -> "\"" + name + "\": " + "[".repeat(depth) + value
                        + (random.nextBoolean() ? "]".repeat(depth) : ""));
    }

    private byte[] append(byte[] event) {
        return (new String(event, UTF_8) + (random.nextBoolean() ? "{}" : " \n\t,x")).getBytes(UTF_8);
    }

    private byte[] oversize(byte[] event) {
        return atField(event, (name, value) -> "\"" + name + "\": \"" + "x".repeat((1 << 20) + 1) + "\"");
    }
}
