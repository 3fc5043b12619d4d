package io.opsbus.rpc.signature;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code Authorization} header of an ACS3 request.
 *
 * @param accessKeyId whose key is claimed
 * @param signedHeaders lower-case names in the client's order; the client chooses them
 * @param signature lower-case hex
 */
public record Acs3Authorization(String accessKeyId, List<String> signedHeaders, String signature) {
    /** The one algorithm we accept. */
    public static final String ALGORITHM = "ACS3-HMAC-SHA256";

    private static final Pattern HEADER_NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final int MAX_HEADERS = 100;

    /**
     * Reads the header. The keys come in any order (the Java core sends {@code Signature} before {@code SignedHeaders}).
     *
     * @return empty for another algorithm, or a key that is missing, repeated or malformed
     */
    public static Optional<Acs3Authorization> parse(String header) {
        if (!header.startsWith(ALGORITHM + " ")) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : header.substring(ALGORITHM.length() + 1).split(",", 16)) {
            int equals = part.indexOf('=');
            if (equals < 1
                    || parts.put(
                                    part.substring(0, equals).trim(),
                                    part.substring(equals + 1).trim())
                            != null) {
                return Optional.empty();
            }
        }
        String id = parts.getOrDefault("Credential", "");
        String signature = parts.getOrDefault("Signature", "");
        List<String> signed =
                Arrays.asList(parts.getOrDefault("SignedHeaders", "").split(";", MAX_HEADERS + 1));
        boolean isComplete = !id.isEmpty() && !signature.isEmpty() && areHeaderNames(signed);
        return isComplete ? Optional.of(new Acs3Authorization(id, List.copyOf(signed), signature)) : Optional.empty();
    }

    private static boolean areHeaderNames(List<String> names) {
        return names.size() <= MAX_HEADERS
                && new HashSet<>(names).size() == names.size()
                && names.stream().allMatch(name -> HEADER_NAME.matcher(name).matches());
    }
}
