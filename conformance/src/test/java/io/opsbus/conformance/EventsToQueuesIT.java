package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.mns.client.CloudQueue;
import com.aliyun.mns.client.MNSClient;
import com.aliyun.mns.common.auth.SignVersion;
import com.aliyun.mns.model.Message;
import com.google.gson.JsonParser;
import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Wires;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The whole way of an event into a queue (guide 4.1, 消息服务队列): the rule is put by one official client, the message received by the other. */
@VerifiedAgainst(Source.GUIDE)
class EventsToQueuesIT {
    private static final String EVENT = "Disk:Stalled:Executing";

    private static String fresh(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A word of its own in the event, so that what other tests send is not for this rule. */
    private static Map<String, Object> rule(String name, String disk) {
        return Map.of(
                "RuleName",
                name,
                "EventType",
                "SYSTEM",
                "EventPattern",
                List.of(Map.of(
                        "Product", "ECS", "LevelList", List.of("*"), "NameList", List.of(EVENT), "SQLFilter", disk)));
    }

    private static MNSClient client(Caller caller, AccessKey key) {
        URI url = QueuesIT.plain(new Wires(caller.target()));
        return QueuesIT.client(url, key, SignVersion.V4, caller.target().region());
    }

    @InEveryDialect
    void anEventIsReceivedFromTheQueueItsRuleNames(Caller caller) throws Exception {
        String name = fresh("events");
        String disk = fresh("d");
        MNSClient mine = client(caller, caller.target().key());
        MNSClient strangers = client(caller, caller.target().stranger());
        try {
            CloudQueue queue = mine.getQueueRef(name);
            CloudQueue namesake = strangers.getQueueRef(name);
            queue.create();
            namesake.create();
            caller.ask("PutEventRule", rule(name, disk));
            Body put = caller.ask(
                    "PutEventRuleTargets",
                    Map.of(
                            "RuleName",
                            name,
                            "MnsParameters",
                            List.of(Map.of("Id", "1", "Region", caller.target().region(), "Queue", name))));
            assertThat(put.text("FailedParameterCount")).isEqualTo("0");

            caller.ask(
                    "SendDryRunSystemEvent",
                    Map.of("Product", "ECS", "EventName", EVENT, "EventContent", "{\"diskId\":\"" + disk + "\"}"));

            Message received = queue.popMessage(30);
            assertThat(received).as("the event").isNotNull();
            Body event = Body.plain(JsonParser.parseString(received.getMessageBodyAsString()));
            assertThat(event.text("Name")).isEqualTo(EVENT);
            assertThat(event.text("Level")).isEqualTo("CRITICAL");
            assertThat(event.text("ResourceId")).endsWith(":disk/" + disk);
            assertThat(event.text("Content.DiskId")).isEqualTo(disk);
            queue.deleteMessage(received.getReceiptHandle());
            assertThat(queue.popMessage()).as("another one").isNull();
            assertThat(namesake.popMessage())
                    .as("in the queue of that name of somebody else")
                    .isNull();

            caller.ask("DeleteEventRules", Map.of("RuleNames", List.of(name)));
            queue.delete();
            namesake.delete();
        } finally {
            mine.close();
            strangers.close();
        }
    }
}
