package io.opsbus.benchmarks.clients;

import io.opsbus.benchmarks.sink.Bodies;
import io.opsbus.benchmarks.sink.NumberedId;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * One candidate as a program, so that its CPU time is its process's. Arguments: candidate, port, connections, window,
 * batch, first event, count. It stays when it is done, for its clocks to be read, until it is ended.
 */
public final class ClientMain {
    /** The guide's first sample (4.2, reboot scheduled) with a numbered id. */
    static final String BODY = """
            {"ver":"1.0","id":"%s","product":"ECS",\
            "resourceId":"acs:ecs:cn-hangzhou:1690701234567830:instance/i-bp1ecr0123456785go2go","level":"CRITICAL",\
            "name":"Instance:SystemMaintenance.Reboot:Scheduled","userId":"1690701234567830",\
            "eventTime":"20190409T121826.922+0800","regionId":"cn-hangzhou","content":{"eventId":"e-bp11trd0123456pqum2",\
            "publishTime":"2019-04-09T04:18:26Z","notBefore":"2019-04-12T01:01:01Z",\
            "instanceId":"i-bp1ecr0123456785go2go","eventType":"SystemMaintenance.Reboot",\
            "eventStatus":"Scheduled"}}""".formatted(NumberedId.of(0));

    private ClientMain() {}

    public static void main(String[] args) throws Exception {
        Candidate candidate = Candidate.of(args[0]).orElseThrow();
        var receiver = new Receiver("127.0.0.1", Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        var bodies = new Bodies(BODY.getBytes(StandardCharsets.US_ASCII));
        try (WebhookSender sender = candidate.open(receiver)) {
            var feed = new Feed(sender, bodies, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            feed.run(Long.parseLong(args[5]), Integer.parseInt(args[6]));
            System.out.println("done, failures: " + feed.failures());
            new CountDownLatch(1).await();
        }
    }
}
