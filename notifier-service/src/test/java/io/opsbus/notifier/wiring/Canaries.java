package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Secrets made for one test, each by the name of what it opens, and the search for them. */
final class Canaries {
    private static final int BYTES = 12;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> leaks = new ArrayList<>();
    private long searched;

    /** A new one. */
    String sings(String name) {
        return sings(name, BYTES);
    }

    /** A new one of so many bytes, in hexadecimal. */
    String sings(String name, int bytes) {
        return keep(name, HexFormat.of().formatHex(bytes(bytes)));
    }

    /** One there is. */
    String of(String name) {
        var secret = secrets.get(name);
        if (secret == null) {
            throw new AssertionError("no secret is called " + name);
        }
        return secret;
    }

    byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One that somebody else made. */
    String keep(String name, String secret) {
        secrets.put(name, secret);
        return secret;
    }

    /** Looks for all of them in a text: as they are, in Base64, and in the hexadecimal digits PostgreSQL shows bytes in. */
    void search(String place, String text) {
        searched += text.length();
        secrets.forEach((name, secret) -> {
            var base64 = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));
            // the last character of it depends on what follows
            var stable = base64.substring(0, base64.length() - 1);
            var hex = HexFormat.of().formatHex(secret.getBytes(UTF_8));
            if (text.contains(secret) || text.contains(stable) || text.contains(hex)) {
                leaks.add(name + " in " + place);
            }
        });
    }

    /** Which were found, and where. */
    List<String> leaks() {
        return leaks.stream().distinct().toList();
    }

    @Override
    public String toString() {
        return secrets.size() + " secrets, " + searched + " characters searched";
    }
}
