package io.opsbus.notifier.channel.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.delivery.Body;
import java.util.List;

/** Events of the guide's kinds (4.2), to try templates on. */
final class Samples {
    private static final String REBOOT = """
            {"ver":"1.0","id":"2256A988-0B26-4E2B-820A-8A0000000001","product":"ECS",\
            "resourceId":"acs:ecs:cn-hangzhou:1690700000000030:instance/i-bp1sample0001","level":"CRITICAL",\
            "name":"Instance:SystemMaintenance.Reboot:Scheduled","userId":"1690700000000030",\
            "eventTime":"20190409T121826.922+0800","regionId":"cn-hangzhou","content":{"eventId":"e-bp1sample0001",\
            "publishTime":"2019-04-09T04:18:26Z","notBefore":"2019-04-12T01:01:01Z","instanceId":"i-bp1sample0001",\
            "eventType":"SystemMaintenance.Reboot","eventStatus":"Scheduled"}}""";
    private static final String STALLED = """
            {"ver":"1.0","id":"2256A988-0B26-4E2B-820A-8A0000000002","product":"ECS",\
            "resourceId":"acs:ecs:cn-hangzhou:1690700000000030:disk/d-bp1sample0001","level":"CRITICAL",\
            "name":"Disk:Stalled:Executing","userId":"1690700000000030",\
            "eventTime":"20190409T080102.000+0800","regionId":"cn-hangzhou","content":{"eventId":"e-bp1sample0002",\
            "eventType":"Stalled","diskId":"d-bp1sample0001","executeStartTime":"2019-04-09T01:01:02Z"}}""";

    private Samples() {}

    static List<EventDocument> one() {
        return List.of(read(REBOOT));
    }

    static List<EventDocument> several() {
        return List.of(read(REBOOT), read(REBOOT.replace("i-bp1sample0001", "i-bp1sample0002")), read(STALLED));
    }

    private static EventDocument read(String json) {
        return EventDocument.of(Body.of(json.getBytes(UTF_8)));
    }
}
