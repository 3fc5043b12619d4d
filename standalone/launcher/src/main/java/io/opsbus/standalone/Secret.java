package io.opsbus.standalone;

import io.opsbus.seal.FreshText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Passwords that only our own programs use, made once and sealed in the keys folder. */
final class Secret {
    private Secret() {}

    /** The password called {@code name}; a fresh one when there is none. */
    static String open(DataFolder data, Keys keys, SecureRandom random, String name) throws IOException {
        return open(data, keys, name, () -> FreshText.of(32, random));
    }

    /** The 256-bit key called {@code name}, in Base64; a fresh one when there is none. */
    static String openKey(DataFolder data, Keys keys, SecureRandom random, String name) throws IOException {
        return open(data, keys, name, () -> {
            byte[] fresh = new byte[32];
            random.nextBytes(fresh);
            return Base64.getEncoder().encodeToString(fresh);
        });
    }

    private static String open(DataFolder data, Keys keys, String name, Supplier<String> make) throws IOException {
        Path file = data.keys().resolve(name + ".sealed");
        if (!Files.exists(file)) {
            String fresh = make.get();
            DataFolder.keep(file, keys.seal(name, fresh));
            return fresh;
        }
        return keys.open(name, Files.readString(file));
    }
}
