package io.opsbus.standalone;

import io.opsbus.seal.FreshText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Passwords that only our own programs use, made once and sealed in the keys folder. */
final class Secret {
    private Secret() {}

    /** The password called {@code name}; a fresh one when there is none. */
    static String open(DataFolder data, Keys keys, SecureRandom random, String name) throws IOException {
        Path file = data.keys().resolve(name + ".sealed");
        if (!Files.exists(file)) {
            String fresh = FreshText.of(32, random);
            DataFolder.replace(file, keys.seal(name, fresh));
            return fresh;
        }
        return keys.open(name, Files.readString(file));
    }
}
