package io.opsbus.notifier.wiring.settings;

import io.opsbus.seal.KeyRing;
import io.opsbus.seal.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that seal and open the secrets of targets; without one, targets with secrets are refused.
 *
 * @param masterKeyFile file that holds the key that seals
 * @param masterKey the key itself, Base64 of 32 bytes
 * @param olderKeyFiles files of keys that only open, until nothing is sealed with them any more
 * @param olderKeys such keys themselves
 */
public record MasterKeySource(
        @DefaultValue("") String masterKeyFile,
        @DefaultValue("") String masterKey,
        @DefaultValue List<String> olderKeyFiles,
        @DefaultValue List<String> olderKeys) {
    private static final String PREFIX = "opsbus.notifier.secrets.";

    /** Refuses what cannot work. */
    public MasterKeySource {
        olderKeyFiles = named(olderKeyFiles);
        olderKeys = named(olderKeys);
        Demand.that(
                masterKeyFile.isEmpty() || masterKey.isEmpty(),
                PREFIX + "master-key-file",
                "and .master-key must not both be set");
        Demand.that(
                (olderKeyFiles.isEmpty() && olderKeys.isEmpty()) || !(masterKeyFile.isEmpty() && masterKey.isEmpty()),
                PREFIX + "older-keys",
                "only open: .master-key-file or .master-key must be set too");
    }

    /** A variable that is set to nothing names nothing. */
    private static List<String> named(List<String> texts) {
        return texts.stream().filter(text -> !text.isBlank()).toList();
    }

    /** The keys; empty when none is set. */
    public Optional<KeyRing> keys() {
        if (masterKeyFile.isEmpty() && masterKey.isEmpty()) {
            return Optional.empty();
        }
        var random = new SecureRandom();
        var current = masterKeyFile.isEmpty()
                ? key("master-key", masterKey, random)
                : file("master-key-file", masterKeyFile, random);
        var older = new ArrayList<MasterKey>();
        olderKeyFiles.forEach(file -> older.add(file("older-key-files", file, random)));
        olderKeys.forEach(key -> older.add(key("older-keys", key, random)));
        try {
            return Optional.of(new KeyRing(current, older));
        } catch (IllegalArgumentException twice) {
            throw new IllegalArgumentException(PREFIX + "older-keys: " + twice.getMessage(), twice);
        }
    }

    private static MasterKey file(String setting, String file, SecureRandom random) {
        try {
            return MasterKey.ofFile(Path.of(file), random);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(PREFIX + setting + ": " + unreadable, unreadable);
        }
    }

    private static MasterKey key(String setting, String text, SecureRandom random) {
        try {
            return MasterKey.ofBase64(text, random);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(PREFIX + setting + ": " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public String toString() {
        return "MasterKeySource[masterKeyFile=" + masterKeyFile + ", olderKeyFiles=" + olderKeyFiles + "]";
    }
}
