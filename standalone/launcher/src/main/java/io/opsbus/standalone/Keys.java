package io.opsbus.standalone;

import io.opsbus.seal.MasterKey;
import io.opsbus.seal.Sealed;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The master key of one data folder, in {@code keys/master.key}. Each secret of the folder is the only one of its purpose.
 */
public final class Keys {
    private static final String ONLY_ONE = "";

    private final MasterKey key;

    private Keys(MasterKey key) {
        this.key = key;
    }

    /** Where the key of {@code folder} is. */
    public static Path file(Path folder) {
        return folder.resolve("master.key");
    }

    /** The key in {@code folder/master.key}, made (mode 0600) when there is none. */
    public static Keys open(Path folder, SecureRandom random) throws IOException {
        return new Keys(MasterKey.openOrMake(file(folder), random));
    }

    /** Base64 of what may be stored. */
    public String seal(String purpose, String secret) {
        return key.seal(purpose, ONLY_ONE, secret).text();
    }

    /** The secret, or a failure when the key, the purpose or a byte differs from what was sealed. */
    public String open(String purpose, String sealed) throws IOException {
        Optional<Sealed> parsed = Sealed.parse(sealed);
        if (parsed.isEmpty()) {
            throw new IOException("the stored " + purpose + " is damaged; restore the keys folder from a backup");
        }
        return key.open(purpose, ONLY_ONE, parsed.get());
    }
}
