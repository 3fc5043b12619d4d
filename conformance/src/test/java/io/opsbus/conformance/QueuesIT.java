package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.mns.client.CloudAccount;
import com.aliyun.mns.client.CloudQueue;
import com.aliyun.mns.client.MNSClient;
import com.aliyun.mns.common.BatchDeleteException;
import com.aliyun.mns.common.BatchSendException;
import com.aliyun.mns.common.ServiceException;
import com.aliyun.mns.common.ServiceHandlingRequiredException;
import com.aliyun.mns.common.auth.SignVersion;
import com.aliyun.mns.common.http.ClientConfiguration;
import com.aliyun.mns.model.Message;
import com.aliyun.mns.model.MessagePropertyValue;
import com.aliyun.mns.model.QueueMeta;
import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Wires;
import io.opsbus.conformance.suite.WithWires;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Queues as users of the official client have them, with both of its signatures. */
@VerifiedAgainst(Source.SDK)
@ExtendWith(WithWires.class)
@SuppressWarnings("deprecation") // counts of messages: the client would have them asked of another service
class QueuesIT {
    private static final String NAME = "conformance-" + UUID.randomUUID();

    static MNSClient client(URI url, AccessKey key, SignVersion version, String region) {
        var configuration = new ClientConfiguration();
        configuration.setSignatureVersion(version);
        configuration.setMaxErrorRetry(0);
        return new CloudAccount(key.id(), key.secret(), url.toString(), null, null, configuration, region)
                .getMNSClient();
    }

    /**
     * Where this client calls. It trusts the JDK's list of authorities only and cannot be told of another, so a system that listens to https
     * alone is out of its reach and its tests are left out; the system the suite starts has a plain listener, and none is.
     */
    static URI plain(Wires wires) {
        URI url = wires.target().http();
        assumeTrue(url != null, "aliyun-sdk-mns trusts no authority but the JDK's: it needs a plain listener");
        return Objects.requireNonNull(url);
    }

    /** What a test does with a queue. */
    @FunctionalInterface
    private interface Use {
        void of(MNSClient client, CloudQueue queue) throws Exception;
    }

    /** A queue of its own for a test that deletes it in the end; the client goes with it. */
    private static void withQueue(Wires wires, SignVersion version, Use test) throws Exception {
        URI url = plain(wires);
        MNSClient client =
                client(url, wires.target().key(), version, wires.target().region());
        try {
            CloudQueue queue =
                    client.getQueueRef(NAME + "-" + UUID.randomUUID().toString().substring(0, 8));
            assertThat(queue.create()).isEqualTo(url + "/queues/" + name(queue));
            test.of(client, queue);
            queue.delete();
            assertThat(queue.isQueueExist()).isFalse();
        } finally {
            client.close();
        }
    }

    private static String name(CloudQueue queue) {
        return queue.getQueueURL().replaceFirst(".*/", "");
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThat(refusal(call)).isInstanceOfSatisfying(ServiceException.class, refused -> {
            assertThat(refused.getErrorCode()).isEqualTo(code);
            assertThat(refused.getRequestId()).isNotBlank();
        });
    }

    /** What the client throws; some of its methods wrap it once more, so that nobody forgets to look. */
    private static Throwable refusal(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        return thrown instanceof ServiceHandlingRequiredException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void attributesAreKeptAndChanged(SignVersion version, Wires wires) throws Exception {
        withQueue(wires, version, (client, queue) -> {
            QueueMeta meta = queue.getAttributes();
            assertThat(meta.getQueueName()).isEqualTo(name(queue));
            assertThat(meta.getVisibilityTimeout()).isEqualTo(30);
            assertThat(meta.getMessageRetentionPeriod()).isEqualTo(345_600);
            assertThat(meta.getMaxMessageSize()).isEqualTo(65_536);

            meta.setVisibilityTimeout(77L);
            meta.setPollingWaitSeconds(3);
            queue.setAttributes(meta);
            assertThat(queue.getAttributes().getVisibilityTimeout()).isEqualTo(77);
            assertThat(queue.getAttributes().getPollingWaitSeconds()).isEqualTo(3);
            var other = new QueueMeta();
            other.setVisibilityTimeout(5L);
            assertRefused("QueueAlreadyExist", () -> queue.create(other));
        });
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void listsComeInPages(SignVersion version, Wires wires) throws Exception {
        withQueue(wires, version, (client, queue) -> {
            CloudQueue second = client.getQueueRef(name(queue) + "-b");
            second.create();
            var first = client.listQueue(name(queue), "", 1);
            assertThat(first.getResult()).extracting(QueueMeta::getQueueName).containsExactly(name(queue));
            var next = client.listQueueURL(name(queue), first.getMarker(), 1);
            assertThat(next.getResult()).containsExactly(second.getQueueURL());
            assertThat(client.listQueue(name(queue), next.getMarker(), 10).getResult())
                    .hasSizeGreaterThanOrEqualTo(1);
            second.delete();
        });
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void aMessageIsSentReceivedKeptAndDeleted(SignVersion version, Wires wires) throws Exception {
        withQueue(wires, version, (client, queue) -> {
            assertThat(queue.popMessage()).isNull();
            var sent = new Message("hello 你好 ☂ <&>");
            sent.setPriority(3);
            sent.setUserProperties(Map.of("k", new MessagePropertyValue("a<b")));
            Message told = queue.putMessage(sent);
            assertThat(told.getReceiptHandle()).isNull();
            assertThat(queue.peekMessage().getMessageBodyAsString()).isEqualTo("hello 你好 ☂ <&>");

            Message received = queue.popMessage(10);
            assertThat(received.getMessageId()).isEqualTo(told.getMessageId());
            assertThat(received.getMessageBodyAsString()).isEqualTo("hello 你好 ☂ <&>");
            assertThat(received.getMessageBodyMD5()).isEqualTo(told.getMessageBodyMD5());
            assertThat(received.getPriority()).isEqualTo(3);
            assertThat(received.getDequeueCount()).isEqualTo(1);
            assertThat(Objects.requireNonNull(received.getUserProperties().get("k"))
                            .getStringValue())
                    .isEqualTo("a<b");
            assertThat(queue.popMessage()).isNull();

            String kept = queue.changeMessageVisibilityTimeout(received.getReceiptHandle(), 60);
            assertThat(kept).isNotEqualTo(received.getReceiptHandle());
            assertRefused("MessageNotExist", () -> queue.deleteMessage(received.getReceiptHandle()));
            assertRefused("ReceiptHandleError", () -> queue.deleteMessage("nobody-gave-it-out"));
            queue.deleteMessage(kept);
            assertRefused("MessageNotExist", () -> queue.deleteMessage(kept));
        });
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void rawBodiesAreKeptAsTheyAre(SignVersion version, Wires wires) throws Exception {
        withQueue(wires, version, (client, queue) -> {
            var raw = new Message();
            raw.setMessageBody("{\"a\": \"<é>\"}\r\n", Message.MessageBodyType.RAW_STRING);
            queue.putMessage(raw);
            assertThat(queue.popMessage().getMessageBodyAsRawString()).isEqualTo("{\"a\": \"<é>\"}\r\n");
        });
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void batchesAreSentPeekedReceivedAndDeleted(SignVersion version, Wires wires) throws Exception {
        withQueue(wires, version, (client, queue) -> {
            List<Message> sixteen =
                    IntStream.range(0, 16).mapToObj(n -> new Message("m" + n)).toList();
            assertThat(queue.batchPutMessage(sixteen)).hasSize(16).allMatch(one -> one.getMessageId() != null);
            assertThat(queue.batchPeekMessage(16)).hasSize(16);
            List<Message> received = queue.batchPopMessage(16, 5);
            assertThat(received.stream().map(Message::getMessageBodyAsString).collect(Collectors.toSet()))
                    .isEqualTo(IntStream.range(0, 16).mapToObj(n -> "m" + n).collect(Collectors.toSet()));
            List<String> handles =
                    received.stream().map(Message::getReceiptHandle).toList();
            queue.batchDeleteMessage(handles.subList(0, 15));
            assertThat(refusal(() -> queue.batchDeleteMessage(handles.subList(14, 16))))
                    .isInstanceOfSatisfying(
                            BatchDeleteException.class,
                            partly -> assertThat(partly.getErrorMessages().keySet())
                                    .isEqualTo(Set.of(handles.get(14))));
            assertThat(queue.getAttributes().getInactiveMessages()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void ofABatchTheWrongMessagesAreNamed(SignVersion version, Wires wires) throws Exception {
        withQueue(wires, version, (client, queue) -> {
            var wrong = new Message("wrong");
            wrong.setPriority(17);
            assertThatExceptionOfType(BatchSendException.class)
                    .isThrownBy(() -> queue.batchPutMessage(List.of(new Message("right"), wrong)))
                    .satisfies(partly -> assertThat(partly.getMessages())
                            .extracting(one -> one.isErrorMessage()
                                    ? one.getErrorMessageDetail().getErrorCode()
                                    : "")
                            .containsExactly("", "InvalidArgument"));
            assertThat(queue.popMessage().getMessageBodyAsString()).isEqualTo("right");
        });
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void whoWaitsGetsWhatIsSentMeanwhile(SignVersion version, Wires wires) throws Exception {
        withQueue(wires, version, (client, queue) -> {
            var late = new Message("late");
            late.setDelaySeconds(1);
            Message told = queue.putMessage(late);
            assertThat(told.getReceiptHandle()).as("to take it back").isNotBlank();
            assertThat(queue.getAttributes().getDelayMessages()).isEqualTo(1);
            assertThat(queue.popMessage(30).getMessageBodyAsString()).isEqualTo("late");
        });
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void anotherAccountHasQueuesOfItsOwn(SignVersion version, Wires wires) throws Exception {
        withQueue(wires, version, (client, queue) -> {
            queue.putMessage(new Message("secret"));
            MNSClient stranger = client(
                    Objects.requireNonNull(wires.target().http()),
                    wires.target().stranger(),
                    version,
                    wires.target().region());
            try {
                CloudQueue same = stranger.getQueueRef(name(queue));
                assertRefused("QueueNotExist", same::popMessage);
                assertRefused("QueueNotExist", same::getAttributes);
                same.create();
                assertThat(same.popMessage()).isNull();
                same.delete();
            } finally {
                stranger.close();
            }
            assertThat(queue.getAttributes().getActiveMessages()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void wrongKeysAreToldApart(SignVersion version, Wires wires) throws Exception {
        URI url = plain(wires);
        AccessKey right = wires.target().key();
        Stream.of(
                        List.of("SignatureDoesNotMatch", right.id(), "wrong"),
                        List.of("InvalidAccessKeyId", "LTAInobody000000000000", right.secret()))
                .forEach(expected -> {
                    MNSClient client = client(
                            url,
                            new AccessKey(expected.get(1), expected.get(2)),
                            version,
                            wires.target().region());
                    try {
                        assertRefused(
                                expected.getFirst(),
                                () -> client.getQueueRef(NAME).getAttributes());
                        assertRefused(
                                expected.getFirst(),
                                () -> client.getQueueRef(NAME).putMessage(new Message("x")));
                    } finally {
                        client.close();
                    }
                });
    }
}
