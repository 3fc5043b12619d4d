package io.opsbus.invocation.link;

/**
 * What an agent's signature is checked with.
 *
 * @param machineId is in the signed text, though in no header (agent facts 3.1); the fingerprint where the agent registered one
 * @param publicKeyPem the PEM text as registered, {@code -----BEGIN PUBLIC KEY-----}, RSA
 */
public record AgentKey(String machineId, String publicKeyPem) {}
