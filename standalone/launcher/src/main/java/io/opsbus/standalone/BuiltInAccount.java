package io.opsbus.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.seal.FreshText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;

/**
 * The account every new data folder has, so that the API can be tried at once. Its secret is sealed on disk.
 *
 * @param accountId sixteen digits, as the original's
 * @param accessKeyId the public half of the access key
 * @param accessKeySecret the secret half
 */
public record BuiltInAccount(String accountId, String accessKeyId, String accessKeySecret) {
    private static final String PURPOSE = "access key secret";

    /** Reads the account of this data folder, or makes one. */
    public static BuiltInAccount open(DataFolder data, Keys keys, SecureRandom random) throws IOException {
        Path file = data.keys().resolve("account.json");
        ObjectMapper json = new ObjectMapper();
        if (!Files.exists(file)) {
            var fresh = new BuiltInAccount(
                    "1" + String.format(Locale.ROOT, "%015d", random.nextLong(1_000_000_000_000_000L)),
                    "OB" + FreshText.of(22, random),
                    FreshText.of(30, random));
            DataFolder.keep(
                    file,
                    json.writeValueAsString(Map.of(
                            "accountId", fresh.accountId,
                            "accessKeyId", fresh.accessKeyId,
                            "accessKeySecretSealed", keys.seal(PURPOSE, fresh.accessKeySecret))));
            return fresh;
        }
        JsonNode tree = json.readTree(file.toFile());
        return new BuiltInAccount(
                tree.path("accountId").asText(),
                tree.path("accessKeyId").asText(),
                keys.open(PURPOSE, tree.path("accessKeySecretSealed").asText()));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "BuiltInAccount[" + accountId + ", " + accessKeyId + "]";
    }
}
