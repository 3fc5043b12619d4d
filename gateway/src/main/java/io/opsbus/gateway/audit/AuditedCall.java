package io.opsbus.gateway.audit;

import java.time.Instant;
import java.util.List;

/**
 * What is recorded of one call. No parameter's value is in it but ids of resources.
 *
 * @param time when the call arrived
 * @param requestId of the answer and the logs
 * @param traceId W3C trace id
 */
public record AuditedCall(Instant time, String requestId, String traceId, Caller caller, Asked asked, Outcome outcome) {
    /** Ids recorded of one call at most. */
    public static final int MOST_IDS = 100;

    private static final int LONGEST_AGENT = 256;

    /**
     * Who called.
     *
     * @param accountId empty when no valid signature said so
     * @param accessKeyId as named by the call; may be anything when the account is empty
     * @param sourceAddress the peer's IP address
     * @param userAgent what the client says it is; what is not plain ASCII is left out, at most 256 characters stay
     */
    public record Caller(String accountId, String accessKeyId, String sourceAddress, String userAgent) {
        public Caller {
            userAgent = plain(userAgent);
            accessKeyId = plain(accessKeyId);
        }
    }

    /**
     * What was asked for; texts are empty where nothing is known.
     *
     * @param service the call was handed to; empty when the gateway answered by itself
     * @param resourceIds at most {@link #MOST_IDS}; more are cut off
     */
    public record Asked(String version, String action, String regionId, String service, List<String> resourceIds) {
        public static final Asked NOTHING = new Asked("", "", "", "", List.of());

        public Asked {
            version = plain(version);
            action = plain(action);
            regionId = plain(regionId);
            resourceIds = List.copyOf(resourceIds.subList(0, Math.min(MOST_IDS, resourceIds.size())));
        }

        /** The same, with further ids. */
        public Asked plus(List<String> ids) {
            return new Asked(
                    version,
                    action,
                    regionId,
                    service,
                    java.util.stream.Stream.concat(resourceIds.stream(), ids.stream())
                            .distinct()
                            .toList());
        }
    }

    /**
     * What came of it.
     *
     * @param httpStatus of the answer
     * @param code the error's code; empty when it worked
     * @param latencyMicros from the request's last byte to the answer
     */
    public record Outcome(int httpStatus, String code, long latencyMicros) {}

    /** Whether somebody's valid signature stands behind it. */
    public boolean isAuthenticated() {
        return !caller.accountId().isEmpty();
    }

    private static String plain(String text) {
        StringBuilder kept = new StringBuilder();
        text.chars()
                .filter(letter -> letter >= 0x20 && letter < 0x7f)
                .limit(LONGEST_AGENT)
                .forEach(letter -> kept.append((char) letter));
        return kept.toString();
    }
}
