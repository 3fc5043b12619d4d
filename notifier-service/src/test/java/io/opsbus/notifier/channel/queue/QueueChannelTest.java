package io.opsbus.notifier.channel.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.InternalKey;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a peer that answers as MNS does; the signature is computed here once more. */
class QueueChannelTest {
    private static final String TAKEN = "<?xml version=\"1.0\"?><Message xmlns=\"http://mns.aliyuncs.com/doc/v1\">"
            + "<MessageId>5F29</MessageId><MessageBodyMD5>C5DD</MessageBodyMD5></Message>";

    private final Peer peer = Peer.start();

    @AfterEach
    void stop() {
        peer.close();
    }

    private Outcome send(Map<String, ?> target, Optional<QueueChannel.Own> own) {
        return Sent.to(Read.target(target)).on(new QueueChannel(peer.client(), own, peer.clock()));
    }

    private Map<String, Object> elsewhere() {
        return Map.of(
                "type", "queue",
                "endpoint", peer.url(""),
                "queue", "ops-1",
                "accessKeyId", "AK",
                "accessKeySecret", "s3cret");
    }

    @Test
    void aMessageIsTheEventInBase64SignedAsMnsAsks() throws GeneralSecurityException {
        peer.answers(201, TAKEN);
        assertThat(send(elsewhere(), Optional.empty()).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(peer.last().target()).isEqualTo("/queues/ops-1/messages");
        var body = peer.body();
        var text = body.substring(body.indexOf("<MessageBody>") + 13, body.indexOf("</MessageBody>"));
        assertThat(new String(Base64.getDecoder().decode(text), UTF_8)).isEqualTo(Sent.REBOOT);
        assertThat(peer.header("x-mns-version")).isEqualTo("2015-06-06");
        assertThat(peer.header("date")).isEqualTo("Mon, 23 Nov 2026 12:00:00 GMT");
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("s3cret".getBytes(UTF_8), "HmacSHA1"));
        var signed = "POST\n\n" + peer.header("content-type") + "\n" + peer.header("date")
                + "\nx-mns-version:2015-06-06\n/queues/ops-1/messages";
        assertThat(peer.header("authorization"))
                .isEqualTo("MNS AK:" + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
    }

    @Test
    void whatMnsRefusesIsTold() {
        peer.answers(404, "<Error xmlns=\"http://mns.aliyuncs.com/doc/v1\"><Code>QueueNotExist</Code></Error>");
        var outcome = send(elsewhere(), Optional.empty());
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY_REFUSED);
        assertThat(outcome.said()).contains("QueueNotExist");
    }

    @Test
    void aQueueWithoutAnEndpointIsTheSystemsOwnAndTheAccountOfTheEventSends() {
        peer.answers(201, TAKEN);
        var here = Map.of("type", "queue", "queue", "ops-1");
        assertThat(send(here, Optional.empty()).label()).isEqualTo("no-queue-service");
        var key = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
        var own = new QueueChannel.Own(URI.create(peer.url("/rpc")), key, peer.client());
        assertThat(send(here, Optional.of(own)).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(peer.last().target()).isEqualTo("/rpc");
        assertThat(peer.body()).endsWith("&QueueName=ops-1");
        assertThat(key.verify(
                        peer.header(InternalKey.HEADER), peer.last().body().array(), Given.NOON))
                .hasValueSatisfying(identity -> {
                    assertThat(identity.accountId()).isEqualTo(Given.ACCOUNT.value());
                    assertThat(identity.name()).isEqualTo(new ActionName("2015-06-06", "SendMessage"));
                });
        assertThat(send(elsewhere(), Optional.of(own)).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(peer.header("authorization")).startsWith("MNS AK:");
        assertThat(peer.header(InternalKey.HEADER)).isEmpty();
    }

    @Test
    void aForbiddenAddressIsNotDialled() {
        try (var forbidden = Peer.forbidden()) {
            var target = Read.target(Map.of(
                    "type", "queue",
                    "endpoint", forbidden.url(""),
                    "queue", "q",
                    "accessKeyId", "AK",
                    "accessKeySecret", "s"));
            var outcome = Sent.to(target).on(new QueueChannel(forbidden.client(), Optional.empty(), forbidden.clock()));
            assertThat(outcome).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
            assertThat(forbidden.connections()).isZero();
        }
    }
}
