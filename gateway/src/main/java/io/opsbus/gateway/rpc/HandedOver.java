package io.opsbus.gateway.rpc;

import io.opsbus.gateway.rpc.backend.Backends;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A call as its service gets it: who asks in a signed header, and the parameters without those of authentication.
 *
 * @param form body
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
record HandedOver(byte[] form, Supplier<Map<String, String>> headers) implements Backends.Call {
    private static final Set<String> OURS = Set.of(
            "Action",
            "Version",
            "Format",
            "AccessKeyId",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "SignatureNonce",
            "SignatureType",
            "Timestamp",
            "SecurityToken",
            "BearerToken",
            // whose resources are meant says the key and nothing else
            "OwnerId",
            "OwnerAccount",
            "ResourceOwnerId",
            "ResourceOwnerAccount");

    private static final String REGION = "RegionId";

    /** The parameters a service gets; the default region where the client sends none. */
    static SortedMap<String, String> parameters(SortedMap<String, String> all, String defaultRegion) {
        SortedMap<String, String> business = new TreeMap<>(all);
        business.keySet().removeAll(OURS);
        if (business.getOrDefault(REGION, "").isEmpty()) {
            business.put(REGION, defaultRegion);
        }
        return business;
    }

    /** The region of {@link #parameters}. */
    static String region(SortedMap<String, String> parameters) {
        return parameters.getOrDefault(REGION, "");
    }

    /**
     * The call.
     *
     * @param identity made for the time it is sent
     */
    static HandedOver of(
            SortedMap<String, String> parameters, Supplier<Identity> identity, InternalKey key, TraceContext trace) {
        byte[] form = parameters.entrySet().stream()
                .map(entry -> PercentText.encode(entry.getKey()) + "=" + PercentText.encode(entry.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
        return new HandedOver(
                form,
                () -> Map.of(
                        InternalKey.HEADER,
                        key.sign(identity.get(), form),
                        TraceContext.HEADER,
                        trace.header(),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "User-Agent",
                        "opsbus-gateway"));
    }
}
