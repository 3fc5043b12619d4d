package io.opsbus.invocation.link;

import java.util.Map;

/**
 * A machine that wants to be a managed instance (agent facts 4).
 *
 * @param activation the activation it was given
 * @param machine what it says of itself
 * @param publicKeyPem the PEM text of its RSA key, out of its Base64 wrapping
 * @param tags its tags
 * @param address where the request came from, an IP address; the activation may allow some only
 */
public record Registration(
        Activation activation, Machine machine, String publicKeyPem, Map<String, String> tags, String address) {
    public Registration {
        tags = Map.copyOf(tags);
    }

    /** Id and secret of an activation. The secret shows nowhere. */
    public record Activation(String id, String code) {
        @Override
        public String toString() {
            return "Activation[" + id + "]";
        }
    }

    /**
     * What a machine says of itself; texts as sent.
     *
     * @param machineId what it signs: its id, or its fingerprint where it has one
     * @param intranetIp may be {@code <nil>}
     * @param instanceName may be empty: the activation's name then
     */
    public record Machine(
            String machineId,
            String regionId,
            String instanceName,
            String hostname,
            String intranetIp,
            String osType,
            String osVersion,
            String agentVersion) {}
}
