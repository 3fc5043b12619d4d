package io.opsbus.conformance.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Names and values, likely and unlikely. */
final class Words {
    private static final List<String> LIKELY = List.of(
            "true",
            "False",
            "0",
            "1",
            "2",
            "10",
            "100",
            "-1",
            "cn-hangzhou",
            "cn-hangzhou-g",
            "ecs.g6.large",
            "aliyun_2_1903_x64_20G_alibase_20200324.vhd",
            "instance",
            "disk",
            "snapshot",
            "Running",
            "Stopped",
            "cloud_essd",
            "All",
            "InstanceType",
            "PostPaid",
            "[]",
            "[\"i-bp1nosuchinstance00\"]",
            "{}",
            "i-bp1nosuchinstance00",
            "d-bp1nosuchdisk000000",
            "s-bp1nosuchsnap000000",
            "2026-01-01T00:00Z",
            "*",
            "");
    private static final List<String> UNLIKELY = List.of(
            "null",
            "NaN",
            "1e999",
            "-0",
            "0x10",
            "9223372036854775808",
            "2147483648",
            "99999999999999999999999999",
            "1.5",
            "１２",
            "[",
            "[[[[[[",
            "{\"a\":",
            "[1,2]",
            "[null]",
            "\"",
            "'; drop table instance; --",
            "${jndi:x}",
            "../../etc/passwd",
            "%00",
            "\u0000",
            "\r\nX: y",
            "\ud83d\ude00",
            "\ud800",
            "\u202e",
            "é",
            "é",
            "İ",
            "名字",
            "  ",
            "\t",
            "<a>&amp;</a>",
            "]]>",
            "\ufeff",
            "\uffff",
            "a".repeat(129),
            "b".repeat(3000));
    private static final List<String> SUFFIXES = List.of(
            "", "", "", "", ".1", ".2", ".0", ".-1", ".x", ".1.Key", ".1.Value", ".1.1", ".", ".99999999999", ".01");

    private final SplittableRandom random;

    Words(SplittableRandom random) {
        this.random = random;
    }

    /** One of them. */
    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** True once in {@code n} times. */
    boolean once(int n) {
        return random.nextInt(n) == 0;
    }

    String value() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> of(LIKELY);
            case 3, 4 -> of(UNLIKELY);
            case 5 -> noise(random.nextInt(40));
            case 6 -> Long.toString(random.nextLong());
            default ->
                "[\"" + of(UNLIKELY).replace("\"", "") + "\",\"" + of(LIKELY).replace("\"", "") + "\"]";
        };
    }

    /** A parameter's name as the API has it, or with an index that fits or does not. */
    String name(List<String> known) {
        return once(20) ? noise(1 + random.nextInt(12)) : of(known) + of(SUFFIXES);
    }

    /** Characters of any kind. */
    String noise(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(once(3) ? random.nextInt(0x11000) : 32 + random.nextInt(95));
        }
        return text.toString();
    }
}
