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
        assertThat(wrong.status()).isEqualTo(403);
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
                    .isEqualTo(403);
        }
        assertThat(call("instance/register", "", Map.of(), "[]").status()).isEqualTo(403);
    }
}
