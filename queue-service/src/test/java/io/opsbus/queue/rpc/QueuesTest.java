package io.opsbus.queue.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.Given;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues are created, changed, listed, deleted. */
class QueuesTest {
    private final Service service = new Service();

    @Test
    void aCreatedQueueIsWhereItsLocationSays() {
        Service.Told told = service.create("orders", "");

        assertThat(told.status()).isEqualTo(201);
        assertThat(told.body()).isEmpty();
        assertThat(told.headers()).containsEntry("location", "http://host:1/queues/orders");
        assertThat(told.headers()).containsEntry("x-opsbus-made", "orders");
    }

    @Test
    void creatingItAgainWorksWithTheSameAttributesOnly() {
        service.create("orders", "<DelaySeconds>5</DelaySeconds>");

        Service.Told same = service.create("orders", "<DelaySeconds>5</DelaySeconds>");
        assertThat(same.status()).isEqualTo(204);
        assertThat(same.headers()).containsEntry("location", "http://host:1/queues/orders");
        Service.Told other = service.create("orders", "");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("QueueAlreadyExist");
        assertThat(other.body())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + "<Error xmlns=\"http://mns.aliyuncs.com/doc/v1\"><Code>QueueAlreadyExist</Code>")
                .contains("<RequestId>REQUEST</RequestId><HostId>http://host:1</HostId>");
    }

    @Test
    void attributesAreUsualOrAsTheyWereSet() {
        service.create("usual", "");
        Service.Told usual = service.call("GetQueueAttributes", "QueueName", "usual");
        assertThat(usual.status()).isEqualTo(200);
        assertThat(usual.body()).contains("<Queue xmlns=\"http://mns.aliyuncs.com/doc/v1\"><QueueName>usual<");
        assertThat(List.of(
                        usual.text("DelaySeconds"),
                        usual.text("MaximumMessageSize"),
                        usual.text("MessageRetentionPeriod"),
                        usual.text("VisibilityTimeout"),
                        usual.text("PollingWaitSeconds"),
                        usual.text("LoggingEnabled"),
                        usual.text("CreateTime")))
                .containsExactly(
                        "0", "65536", "345600", "30", "0", "False", Long.toString(Given.NOON.getEpochSecond()));

        service.create(
                "set",
                "<VisibilityTimeout> 7 </VisibilityTimeout><LoggingEnabled>True</LoggingEnabled>"
                        + "<DlqPolicy><Enabled>true</Enabled><MaxReceiveCount>3</MaxReceiveCount>"
                        + "<DeadLetterTargetQueue>usual</DeadLetterTargetQueue></DlqPolicy>");
        Service.Told set = service.call("GetQueueAttributes", "QueueName", "set");
        assertThat(set.text("VisibilityTimeout")).isEqualTo("7");
        assertThat(set.text("DeadLetterTargetQueue")).isEqualTo("usual");
        assertThat(set.text("MaxReceiveCount")).isEqualTo("3");
    }

    @Test
    void aChangeLeavesWhatItDoesNotName() {
        service.create("orders", "<DelaySeconds>5</DelaySeconds>");
        service.clock.advance(java.time.Duration.ofSeconds(9));
        Service.Told told = service.call(
                "SetQueueAttributes",
                "QueueName",
                "orders",
                "Body",
                "<Queue xmlns=\"x\"><VisibilityTimeout>9</VisibilityTimeout></Queue>");

        assertThat(told.status()).isEqualTo(204);
        Service.Told now = service.call("GetQueueAttributes", "QueueName", "orders");
        assertThat(now.text("DelaySeconds")).isEqualTo("5");
        assertThat(now.text("VisibilityTimeout")).isEqualTo("9");
        assertThat(Long.parseLong(now.text("LastModifyTime")) - Long.parseLong(now.text("CreateTime")))
                .isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<DelaySeconds>604801</DelaySeconds>",
                "<DelaySeconds>-1</DelaySeconds>",
                "<MaximumMessageSize>1023</MaximumMessageSize>",
                "<MaximumMessageSize>65537</MaximumMessageSize>",
                "<MessageRetentionPeriod>59</MessageRetentionPeriod>",
                "<MessageRetentionPeriod>604801</MessageRetentionPeriod>",
                "<VisibilityTimeout>0</VisibilityTimeout>",
                "<VisibilityTimeout>43201</VisibilityTimeout>",
                "<PollingWaitSeconds>31</PollingWaitSeconds>",
                "<PollingWaitSeconds>1e1</PollingWaitSeconds>",
                "<LoggingEnabled>maybe</LoggingEnabled>",
                "<DlqPolicy><DeadLetterTargetQueue>orders</DeadLetterTargetQueue></DlqPolicy>",
                "<DlqPolicy><MaxReceiveCount>1</MaxReceiveCount></DlqPolicy>",
            })
    void attributesOutOfTheirRangeAreRefused(String attribute) {
        assertThat(service.create("orders", attribute).code()).isEqualTo("InvalidArgument");
        service.create("orders", "");
        Service.Told set =
                service.call("SetQueueAttributes", "QueueName", "orders", "Body", "<Queue>" + attribute + "</Queue>");
        assertThat(set.status()).isEqualTo(400);
        assertThat(set.code()).isEqualTo("InvalidArgument");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no xml",
                "<Topic/>",
                "<Queue>",
                "<!DOCTYPE Queue [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Queue>&e;</Queue>",
                "<!DOCTYPE Queue [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Queue>&b;</Queue>",
            })
    void whatIsNoDocumentIsRefused(String body) {
        assertThat(service.call("CreateQueue", "QueueName", "orders", "Body", body)
                        .code())
                .isEqualTo("MalformedXML");
    }

    @Test
    void namesAreChecked() {
        assertThat(service.create("a_b", "").code()).isEqualTo("InvalidQueueName");
        assertThat(service.create("-ab", "").code()).isEqualTo("InvalidQueueName");
        assertThat(service.create("", "").code()).isEqualTo("InvalidQueueName");
        assertThat(service.create("a".repeat(120), "").status()).isEqualTo(201);
        assertThat(service.create("a".repeat(121), "").code()).isEqualTo("QueueNameLengthError");
    }

    @Test
    void anAccountHasNoMoreQueuesThanItMay() {
        for (int i = 0; i < Service.MOST_QUEUES; i++) {
            assertThat(service.create("q" + i, "").status()).isEqualTo(201);
        }
        assertThat(service.create("q9", "").code()).isEqualTo("InvalidArgument");
    }

    @Test
    void listsComeInPages() {
        for (String name : List.of("b1", "a1", "b2")) {
            service.create(name, "");
        }
        Service.Told first = service.call("ListQueue", "RetNumber", "2");
        assertThat(first.body())
                .contains("<Queues xmlns=\"http://mns.aliyuncs.com/doc/v1\"><Queue><QueueURL>http://host:1/queues/a1<");
        assertThat(first.root().children("Queue")).hasSize(2);
        assertThat(first.root().text("NextMarker")).contains("b1");
        Service.Told second = service.call("ListQueue", "RetNumber", "2", "Marker", "b1");
        assertThat(second.root().children("Queue")).hasSize(1);
        assertThat(second.root().text("NextMarker")).isEmpty();
        assertThat(service.call("ListQueue", "Prefix", "b", "WithMeta", "true").body())
                .contains("<QueueName>b1<", "<QueueName>b2<", "<ActiveMessages>0<")
                .doesNotContain("a1");
        assertThat(service.call("ListQueue", "RetNumber", "1001").code()).isEqualTo("InvalidArgument");
        assertThat(service.call("ListQueue", "Prefix", "none").root().children())
                .isEmpty();
    }

    @Test
    void whatIsDeletedIsGone() {
        service.create("orders", "");
        assertThat(service.call("DeleteQueue", "QueueName", "orders").status()).isEqualTo(204);
        for (String action : List.of("DeleteQueue", "GetQueueAttributes", "SetQueueAttributes", "ReceiveMessage")) {
            Service.Told told = service.call(action, "QueueName", "orders");
            assertThat(told.status()).as(action).isEqualTo(404);
            assertThat(told.code()).isEqualTo("QueueNotExist");
        }
        assertThat(service.send("orders", "<MessageBody>x</MessageBody>").code())
                .isEqualTo("QueueNotExist");
    }
}
