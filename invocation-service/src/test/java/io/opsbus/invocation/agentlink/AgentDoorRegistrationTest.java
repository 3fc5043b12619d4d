package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a machine registers, and what strangers may try. */
class AgentDoorRegistrationTest extends AgentDoorScene {
    AgentDoorRegistrationTest(@TempDir Path published) {
        super(published);
    }

    private static String registration(String code, String key) {
        return "{\"activationCode\":\"" + code + "\",\"activationId\":\"a-1\",\"machineId\":\"m\",\"regionId\":\"r\","
                + "\"instanceName\":\"n\",\"hostname\":\"h\",\"intranetIp\":\"\\u003cnil\\u003e\",\"osVersion\":\"v\","
                + "\"osType\":\"linux\",\"agentVersion\":\"2.2.3.578\",\"publicKey\":\"" + key
                + "\",\"tag\":[{\"key\":\"k\",\"value\":\"v\"}]}";
    }

    private static String wrapped(KeyPair keys) {
        return Base64.getEncoder().encodeToString(Signer.pem(keys).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aMachineRegistersWithoutASignature() {
        tasks.activation("a-1", "secret");
        HttpReply reply = call("instance/register", "", Map.of(), registration("secret", wrapped(Signer.keys(2048))));
        assertThat(reply.bodyText()).startsWith("{\"code\":200,\"instanceId\":\"mi-");
    }

    @Test
    void aWrongCodeAndAMissingActivationAreToldAlikeAndGuessingIsSlow() {
        tasks.activation("a-1", "secret");
        String key = wrapped(Signer.keys(2048));
        HttpReply wrong = call("instance/register", "", Map.of(), registration("guess", key));
        HttpReply missing = call(
                "instance/register", "", Map.of(), registration("guess", key).replace("a-1", "a-2"));
        // newer official agents show their user no body of another status
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.bodyText()).contains("\"code\":403,", "\"errMsg\":\"no such activation, or another code\"");
        assertThat(wrong.bodyText()).isEqualTo(missing.bodyText());
        for (int guess = 2; guess < Strangers.FAILURES_A_MINUTE; guess++) {
            call("instance/register", "", Map.of(), registration("guess", key));
        }
        assertThat(call("instance/register", "", Map.of(), registration("secret", key))
                        .status())
                .isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(call("instance/register", "", Map.of(), registration("secret", key))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyThatIsWeakOrNoneRegistersNothing() {
        tasks.activation("a-1", "secret");
        for (String key : List.of("", "AAAA", wrapped(Signer.keys(1024)))) {
            assertThat(call("instance/register", "", Map.of(), registration("secret", key))
                            .status())
                    .isEqualTo(400);
        }
        assertThat(call("instance/register", "", Map.of(), "[]").status()).isEqualTo(400);
    }

    /** {@code agent/hybrid} and {@code common/apiserver/hybrid.go} of the official agent's public source, newer than 2.2.3.578. */
    @Test
    void anAgentWithAFingerprintSignsItInThePlaceOfItsMachineId() {
        tasks.activation("a-1", "secret");
        KeyPair keys = Signer.keys(2048);
        String body = registration("secret", wrapped(keys))
                .replace("\"machineId\":\"m\"", "\"machineId\":\"\",\"fingerprint\":\"001_f \",\"forceReuse\":false");
        String told = call("instance/register", "", Map.of("x-client-instance-id", "unknown"), body)
                .bodyText();
        String id = told.substring(told.indexOf("mi-"), told.lastIndexOf('"'));
        assertThat(call("heart-beat", "", new Signer(id, "001_f", keys).headers(clock.instant()), "")
                        .status())
                .isEqualTo(200);
        assertThat(call("heart-beat", "", new Signer(id, "m", keys).headers(clock.instant()), "")
                        .status())
                .isEqualTo(401);
    }
}
