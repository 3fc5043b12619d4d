package io.opsbus.notifier.wiring.settings;

import io.opsbus.seal.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key that seals the secrets of targets; without one, targets with secrets are refused.
 *
 * @param masterKeyFile file that holds it
 * @param masterKey the key itself, Base64 of 32 bytes
 */
public record MasterKeySource(
        @DefaultValue("") String masterKeyFile,
        @DefaultValue("") String masterKey) {
    /** Refuses what cannot work. */
    public MasterKeySource {
        Demand.that(
                masterKeyFile.isEmpty() || masterKey.isEmpty(),
                "opsbus.notifier.secrets.master-key-file",
                "and .master-key must not both be set");
    }

    /** The key; empty when none is set. */
    public Optional<MasterKey> key() {
        var random = new SecureRandom();
        try {
            return !masterKeyFile.isEmpty()
                    ? Optional.of(MasterKey.ofFile(Path.of(masterKeyFile), random))
                    : masterKey.isEmpty() ? Optional.empty() : Optional.of(MasterKey.ofBase64(masterKey, random));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("opsbus.notifier.secrets.master-key-file", unreadable);
        }
    }

    @Override
    public String toString() {
        return "MasterKeySource[masterKeyFile=" + masterKeyFile + "]";
    }
}
