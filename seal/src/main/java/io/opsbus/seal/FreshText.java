package io.opsbus.seal;

import java.util.random.RandomGenerator;

/** Random texts people may have to copy: no character in them is taken for another one. */
public final class FreshText {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private FreshText() {}

    /**
     * Letters and digits, about 5.8 bits each.
     *
     * @param length how many, at least 1
     * @param random a secure one where the text is a secret
     */
    public static String of(int length, RandomGenerator random) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
