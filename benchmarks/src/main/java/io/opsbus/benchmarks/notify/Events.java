package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.sink.NumberedId;
import io.opsbus.schemas.Envelope;
import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.json.EventJson;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Numbered events of one family, each of one of as many instances in turn. One thread. */
final class Events {
    static final String ACCOUNT = "1690701234567830";
    static final EventFamily FAMILY = EventFamily.INSTANCE_SYSTEM_EVENT;

    private final int resources;
    private final SpecificRecord event = sample();
    private final Schema schema = event.getSchema();
    private final int instanceId =
            Envelope.contentOf(event).getSchema().getField("instanceId").pos();

    Events(int resources) {
        this.resources = resources;
    }

    /** The bare id of resource {@code index}. */
    static String resource(int index) {
        return "i-bench%015d".formatted(index);
    }

    /** Event {@code number}. The record is the same object each time: serialize it before the next call. */
    SpecificRecord event(long number) {
        String resource = resource((int) (number % resources));
        Envelope.contentOf(event).put(instanceId, resource);
        event.put(schema.getField("id").pos(), NumberedId.of(number));
        event.put(schema.getField("resourceId").pos(), "acs:ecs:cn-hangzhou:" + ACCOUNT + ":instance/" + resource);
        return event;
    }

    /** The record key of the event made last. */
    String key() {
        return Envelope.of(event).key();
    }

    /** The guide's first sample (4.2, reboot scheduled). */
    private static SpecificRecord sample() {
        String json = """
                {"ver":"1.0","id":"2256A988-0B26-4E2B-820A-8A0000000E50","product":"ECS",
                 "resourceId":"acs:ecs:cn-hangzhou:%s:instance/i-bp1ecr0123456785go2go","level":"CRITICAL",
                 "name":"Instance:SystemMaintenance.Reboot:Scheduled","userId":"%s",
                 "eventTime":"20190409T121826.922+0800","regionId":"cn-hangzhou",
                 "content":{"eventId":"e-bp11trd0123456pqum2","publishTime":"2019-04-09T04:18:26Z",
                  "notBefore":"2019-04-12T01:01:01Z","instanceId":"i-bp1ecr0123456785go2go",
                  "eventType":"SystemMaintenance.Reboot","eventStatus":"Scheduled"}}""".formatted(ACCOUNT, ACCOUNT);
        return switch (EventJson.read(json.getBytes(StandardCharsets.UTF_8))) {
            case EventJson.Valid valid -> valid.event();
            case EventJson.Invalid invalid ->
                throw new IllegalStateException("the sample is no event: " + invalid.errors());
        };
    }
}
