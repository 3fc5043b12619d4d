package io.opsbus.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * What services are given that nobody else may know.
 *
 * @param masterKey file of the key that seals the secrets of access keys and of notification targets
 * @param internalKey gateway and services believe each other by it; Base64
 * @param operatorToken shown to the gateway by {@code ./opsbus account} and {@code ./opsbus access-key}
 * @param account the account this data folder begins with
 */
record HostSecrets(Path masterKey, String internalKey, String operatorToken, BuiltInAccount account) {
    private static final String OPERATOR = "operator-token";

    /** Opens them, made where they are missing. */
    static HostSecrets open(DataFolder data, Keys keys, SecureRandom random) throws IOException {
        return new HostSecrets(
                Keys.file(data.keys()),
                Secret.openKey(data, keys, random, "internal-key"),
                operatorToken(data, keys, random),
                BuiltInAccount.open(data, keys, random));
    }

    /** The operator's token alone. */
    static String operatorToken(DataFolder data, Keys keys, SecureRandom random) throws IOException {
        return Secret.open(data, keys, random, OPERATOR);
    }

    @Override
    public String toString() {
        return "HostSecrets(hidden)";
    }
}
