package io.opsbus.invocation.agentlink.wire;

import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.Registration.Activation;
import io.opsbus.invocation.link.Registration.Machine;
import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Tree;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a registration (agent facts 4). */
public final class RegistrationReader {
    private static final int LEAST_KEY_BITS = 2048;
    private static final int MOST_KEY_BITS = 8192;
    private static final int LONGEST_TEXT = 256;
    private static final int MOST_TAGS = 20;
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private RegistrationReader() {}

    /**
     * The registration.
     *
     * @param address where the request came from
     * @return empty when a field it cannot be without is missing, too long, or no RSA key of 2048 bits or more
     */
    public static Optional<Registration> read(byte[] body, String address) {
        if (!(JsonReader.read(new String(body, StandardCharsets.UTF_8)).orElse(Tree.fields())
                instanceof Tree.Fields fields)) {
            return Optional.empty();
        }
        return pem(text(fields, "publicKey"))
                .filter(_ -> present(fields, "activationId")
                        && present(fields, "activationCode")
                        && present(fields, signedAs(fields)))
                .map(pem -> new Registration(
                        new Activation(text(fields, "activationId"), text(fields, "activationCode")),
                        machine(fields),
                        pem,
                        tags(fields),
                        address));
    }

    /** Official agents newer than 2.2.3.578 register a fingerprint beside the machine's id, keep it in its stead and sign it. */
    private static String signedAs(Tree.Fields fields) {
        return text(fields, "fingerprint").isBlank() ? "machineId" : "fingerprint";
    }

    private static Machine machine(Tree.Fields fields) {
        return new Machine(
                text(fields, signedAs(fields)).strip(),
                text(fields, "regionId"),
                text(fields, "instanceName"),
                text(fields, "hostname"),
                text(fields, "intranetIp"),
                text(fields, "osType"),
                text(fields, "osVersion"),
                text(fields, "agentVersion"));
    }

    private static boolean present(Tree.Fields fields, String name) {
        return !text(fields, name).isBlank() && text(fields, name).length() <= LONGEST_TEXT;
    }

    private static String text(Tree.Fields fields, String name) {
        return fields.values().get(name) instanceof Tree.Text(String text) ? text : "";
    }

    private static Map<String, String> tags(Tree.Fields fields) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (fields.values().get("tag") instanceof Tree.Bare(List<Tree> items)) {
            items.stream().limit(MOST_TAGS).forEach(item -> {
                if (item instanceof Tree.Fields tag && present(tag, "key")) {
                    tags.put(text(tag, "key"), text(tag, "value"));
                }
            });
        }
        return tags;
    }

    /** The PEM text in its Base64 wrapping. */
    private static Optional<String> pem(String wrapped) {
        try {
            String pem = new String(Base64.getMimeDecoder().decode(wrapped), StandardCharsets.US_ASCII);
            return publicKey(pem).map(_ -> pem);
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** Reads {@code -----BEGIN PUBLIC KEY-----}; empty when it is no RSA key of 2048 to 8192 bits. */
    public static Optional<PublicKey> publicKey(String pem) {
        try {
            String text = pem.strip();
            if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
                return Optional.empty();
            }
            byte[] der = Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length()));
            return Optional.of(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)))
                    .filter(RegistrationReader::isStrong);
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static boolean isStrong(PublicKey key) {
        return key instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= LEAST_KEY_BITS
                && rsa.getModulus().bitLength() <= MOST_KEY_BITS;
    }
}
