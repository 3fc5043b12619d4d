package io.opsbus.queue.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.Given;
import io.opsbus.queue.rpc.xml.Element;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are sent, received, kept, deleted. */
class MessagesTest {
    private final Service service = new Service();

    @BeforeEach
    void make() {
        service.create("orders", "<MaximumMessageSize>2048</MaximumMessageSize>");
    }

    @Test
    void aMessageGoesInAndComesOutAsItWas() {
        Service.Told sent = service.send(
                "orders",
                "<MessageBody>YWJj</MessageBody><Priority>3</Priority>"
                        + "<UserProperties><PropertyValue><Name>n</Name><Value>a&lt;b</Value><Type>STRING</Type>"
                        + "</PropertyValue></UserProperties>");
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.text("MessageBodyMD5")).isEqualTo("F4C0128178A6A21B7A3DD76729725D91");
        assertThat(sent.body()).doesNotContain("ReceiptHandle");

        service.clock.advance(Duration.ofSeconds(1));
        Service.Told received = service.receive("orders");
        assertThat(received.status()).isEqualTo(200);
        assertThat(received.text("MessageId")).isEqualTo(sent.text("MessageId")).matches("[0-9A-F]{32}");
        assertThat(received.text("MessageBody")).isEqualTo("YWJj");
        assertThat(received.text("MessageBodyMD5")).isEqualTo(sent.text("MessageBodyMD5"));
        long noon = Given.NOON.toEpochMilli();
        assertThat(received.text("EnqueueTime")).isEqualTo(Long.toString(noon));
        assertThat(received.text("FirstDequeueTime")).isEqualTo(Long.toString(noon + 1_000));
        assertThat(received.text("NextVisibleTime")).isEqualTo(Long.toString(noon + 31_000));
        assertThat(received.text("DequeueCount")).isEqualTo("1");
        assertThat(received.text("Priority")).isEqualTo("3");
        Element property = received.root()
                .child("UserProperties")
                .flatMap(all -> all.child("PropertyValue"))
                .orElseThrow();
        assertThat(property.text("Value")).contains("a<b");
    }

    @Test
    void aBodyMayBeAnyTextXmlCarries() {
        service.send("orders", "<MessageBody> &lt;a&gt; &amp; 你好&#13;\n<![CDATA[<x>]]> </MessageBody>");
        assertThat(service.receive("orders")
                        .root()
                        .child("MessageBody")
                        .orElseThrow()
                        .text())
                .isEqualTo(" <a> & 你好\r\n<x> ");
    }

    @Test
    void nothingToReceiveIsAnErrorClientsKnow() {
        Service.Told told = service.receive("orders");
        assertThat(told.status()).isEqualTo(404);
        assertThat(told.code()).isEqualTo("MessageNotExist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<MessageBody></MessageBody>",
                "<Priority>1</Priority>",
                "<MessageBody>x</MessageBody><Priority>0</Priority>",
                "<MessageBody>x</MessageBody><Priority>17</Priority>",
                "<MessageBody>x</MessageBody><DelaySeconds>604801</DelaySeconds>",
                "<MessageBody>x</MessageBody><DelaySeconds>x</DelaySeconds>",
                "<MessageBody>x</MessageBody><MessageGroupId>g</MessageGroupId>",
            })
    void whatCannotBeSentIsRefused(String message) {
        Service.Told told = service.send("orders", message);
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.code()).isEqualTo("InvalidArgument");
    }

    @Test
    void aMessageMayBeAsLargeAsTheQueueSays() {
        assertThat(service.send("orders", "<MessageBody>" + "é".repeat(1024) + "</MessageBody>")
                        .status())
                .isEqualTo(201);
        assertThat(service.send("orders", "<MessageBody>" + "é".repeat(1024) + "x</MessageBody>")
                        .code())
                .isEqualTo("InvalidArgument");
    }

    @Test
    void aDelayedMessageCanBeTakenBack() {
        Service.Told sent = service.send("orders", "<MessageBody>x</MessageBody><DelaySeconds>5</DelaySeconds>");
        assertThat(service.receive("orders").code()).isEqualTo("MessageNotExist");
        assertThat(service.call("GetQueueAttributes", "QueueName", "orders").text("DelayMessages"))
                .isEqualTo("1");

        assertThat(delete(sent.text("ReceiptHandle")).status()).isEqualTo(204);
        service.clock.advance(Duration.ofSeconds(5));
        assertThat(service.receive("orders").code()).isEqualTo("MessageNotExist");
    }

    private Service.Told delete(String handle) {
        return service.call("DeleteMessage", "QueueName", "orders", "ReceiptHandle", handle);
    }

    @Test
    void onlyTheLastHandleDeletes() {
        service.send("orders", "<MessageBody>x</MessageBody>");
        String first = service.receive("orders").text("ReceiptHandle");
        service.clock.advance(Duration.ofSeconds(30));
        assertThat(delete(first).code()).isEqualTo("MessageNotExist");
        String second = service.receive("orders").text("ReceiptHandle");

        assertThat(delete(first).code()).isEqualTo("MessageNotExist");
        assertThat(delete("x").code()).isEqualTo("ReceiptHandleError");
        assertThat(service.call("DeleteMessage", "QueueName", "orders").code()).isEqualTo("MissingReceiptHandle");
        assertThat(delete(second).status()).isEqualTo(204);
        assertThat(delete(second).code()).isEqualTo("MessageNotExist");
    }

    @Test
    void visibilityChangesUnderANewHandle() {
        service.send("orders", "<MessageBody>x</MessageBody>");
        String first = service.receive("orders").text("ReceiptHandle");
        Service.Told changed = change(first, "100");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.root().name()).isEqualTo("ChangeVisibility");
        assertThat(changed.text("NextVisibleTime")).isEqualTo(Long.toString(Given.NOON.toEpochMilli() + 100_000));
        assertThat(change(first, "1").code()).isEqualTo("MessageNotExist");
        assertThat(change("x", "1").code()).isEqualTo("ReceiptHandleError");
        assertThat(change(changed.text("ReceiptHandle"), "43201").code()).isEqualTo("InvalidArgument");
        assertThat(change(changed.text("ReceiptHandle"), "0").status()).isEqualTo(200);
        assertThat(service.receive("orders").text("DequeueCount")).isEqualTo("2");
    }

    private Service.Told change(String handle, String timeout) {
        return service.call(
                "ChangeMessageVisibility",
                "QueueName",
                "orders",
                "ReceiptHandle",
                handle,
                "VisibilityTimeout",
                timeout);
    }

    @Test
    void ofABatchEachMessageIsTakenOrRefusedByItself() {
        Service.Told all = batch(16, "<MessageBody>x</MessageBody>");
        assertThat(all.status()).isEqualTo(201);
        assertThat(all.root().children("Message")).hasSize(16);
        Service.Told some = service.call(
                "SendMessage",
                "QueueName",
                "orders",
                "Body",
                "<Messages><Message><MessageBody>good</MessageBody></Message><Message/></Messages>");
        assertThat(some.status()).isEqualTo(400);
        assertThat(some.root().children("Message").getFirst().text("MessageId")).isPresent();
        assertThat(some.root().children("Message").getLast().text("ErrorCode")).contains("InvalidArgument");

        assertThat(batch(17, "<MessageBody>x</MessageBody>").code()).isEqualTo("InvalidArgument");
        assertThat(batch(0, "").code()).isEqualTo("InvalidArgument");
        assertThat(service.call("GetQueueAttributes", "QueueName", "orders").text("ActiveMessages"))
                .isEqualTo("17");
    }

    @Test
    void aBatchHas64KiBTogether() {
        service.create("large", "");
        String message = "<Message><MessageBody>" + "x".repeat(33_000) + "</MessageBody></Message>";
        Service.Told told = service.call(
                "SendMessage", "QueueName", "large", "Body", "<Messages>" + message.repeat(2) + "</Messages>");
        assertThat(told.code()).isEqualTo("InvalidArgument");
    }

    private Service.Told batch(int messages, String each) {
        return service.call(
                "SendMessage",
                "QueueName",
                "orders",
                "Body",
                "<Messages>" + ("<Message>" + each + "</Message>").repeat(messages) + "</Messages>");
    }

    @Test
    void batchesAreReceivedPeekedAndDeleted() {
        batch(3, "<MessageBody>x</MessageBody>");
        Service.Told peeked = service.call("PeekMessage", "QueueName", "orders", "NumOfMessages", "16");
        assertThat(peeked.root().children("Message")).hasSize(3);
        assertThat(peeked.body()).doesNotContain("ReceiptHandle", "NextVisibleTime");
        assertThat(service.call("PeekMessage", "QueueName", "orders").root().name())
                .isEqualTo("Message");

        Service.Told received = service.call("ReceiveMessage", "QueueName", "orders", "NumOfMessages", "2");
        assertThat(received.root().name()).isEqualTo("Messages");
        List<String> handles = received.root().children("Message").stream()
                .map(one -> one.text("ReceiptHandle").orElseThrow())
                .toList();
        assertThat(handles).hasSize(2);
        assertThat(delete(handles.getFirst()).status()).isEqualTo(204);
        Service.Told partly = deleteAll(List.of(handles.getFirst(), handles.getLast(), "junk"));
        assertThat(partly.status()).isEqualTo(404);
        assertThat(partly.body()).contains("<Errors xmlns=\"http://mns.aliyuncs.com/doc/v1\"><Error><ErrorCode>");
        assertThat(partly.root().children("Error").stream()
                        .collect(Collectors.toMap(
                                one -> one.text("ReceiptHandle").orElseThrow(),
                                one -> one.text("ErrorCode").orElseThrow())))
                .containsEntry(handles.getFirst(), "MessageNotExist")
                .containsEntry("junk", "ReceiptHandleError")
                .hasSize(2);
        assertThat(service.call("ReceiveMessage", "QueueName", "orders", "NumOfMessages", "17")
                        .code())
                .isEqualTo("InvalidArgument");
        assertThat(deleteAll(IntStream.range(0, 17).mapToObj(i -> "h" + i).toList())
                        .code())
                .isEqualTo("InvalidArgument");
    }

    private Service.Told deleteAll(List<String> handles) {
        return service.call(
                "DeleteMessage",
                "QueueName",
                "orders",
                "Body",
                handles.stream()
                        .map(handle -> "<ReceiptHandle>" + handle + "</ReceiptHandle>")
                        .collect(Collectors.joining("", "<ReceiptHandles>", "</ReceiptHandles>")));
    }

    @Test
    void whatIsReceivedTooOftenLiesInTheQueueOfDeadLetters() {
        service.create("graves", "");
        service.create(
                "work",
                "<DlqPolicy><MaxReceiveCount>2</MaxReceiveCount>"
                        + "<DeadLetterTargetQueue>graves</DeadLetterTargetQueue></DlqPolicy>");
        service.send("work", "<MessageBody>bad</MessageBody>");
        for (int times = 0; times < 2; times++) {
            assertThat(service.receive("work").status()).isEqualTo(200);
            service.clock.advance(Duration.ofSeconds(30));
        }

        assertThat(service.receive("work").code()).isEqualTo("MessageNotExist");
        assertThat(service.receive("graves").text("MessageBody")).isEqualTo("bad");
    }

    @Test
    void withoutItsQueueOfDeadLettersAMessageIsHandedOutOnAndOn() {
        service.create(
                "work",
                "<DlqPolicy><MaxReceiveCount>1</MaxReceiveCount>"
                        + "<DeadLetterTargetQueue>nowhere</DeadLetterTargetQueue></DlqPolicy>");
        service.send("work", "<MessageBody>bad</MessageBody>");
        for (int times = 1; times < 4; times++) {
            assertThat(service.receive("work").text("DequeueCount")).isEqualTo("" + times);
            service.clock.advance(Duration.ofSeconds(30));
        }
    }
}
