package io.opsbus.notifier.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Target;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An attempt a test makes by itself, and its end. */
public final class Sent implements Channel.Post {
    /** The guide's sample of a planned restart (4.2). */
    public static final String REBOOT = """
        {"ver":"1.0","id":"2256A988-0B26-4E2B-820A-8A*****E5","product":"ECS",\
        "resourceId":"acs:ecs:cn-hangzhou:169070*****30:instance/i-bp1ecr*****5go2go","level":"CRITICAL",\
        "name":"Instance:SystemMaintenance.Reboot:Scheduled","userId":"169070*****30",\
        "eventTime":"20190409T121826.922+0800","regionId":"cn-hangzhou","content":{"eventId":"e-bp11trd*****pqum2",\
        "publishTime":"2019-04-09T04:18:26Z","notBefore":"2019-04-12T01:01:01Z","instanceId":"i-bp1ecr*****5go2go",\
        "eventType":"SystemMaintenance.Reboot","eventStatus":"Scheduled"}}\
        """;

    private static final long WAIT_SECONDS = 30;

    private final Delivery delivery;
    private final Target target;
    private final Progress progress;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();

    private Sent(Delivery delivery, Target target, Progress progress) {
        this.delivery = delivery;
        this.target = target;
        this.progress = progress;
    }

    /** The same after attempts that came so far. */
    public Sent after(Progress before) {
        return new Sent(delivery, target, before);
    }

    /** The same brought back from the dead. */
    public Sent broughtBack() {
        return new Sent(delivery.broughtBack(Given.NOON), target, progress);
    }

    /** An attempt at {@code target} with the body {@code json}. */
    public static Sent to(Target target, int number, String json) {
        var subscription = Given.subscription("a", Given.everything());
        return new Sent(
                new Delivery(
                        new DeliveryId(new UUID(0x8000, 0x8000_0000_0000_0000L + number)),
                        Delivery.Addressee.of(subscription),
                        new Delivery.Subject(
                                "event-" + number, "Instance:SystemMaintenance.Reboot:Scheduled", Optional.empty()),
                        Given.NOON,
                        Body.of(json.getBytes(UTF_8))),
                target,
                Progress.NONE);
    }

    /** An attempt with the guide's restart. */
    public static Sent to(Target target) {
        return to(target, 1, REBOOT);
    }

    /** How it ended on this channel. */
    public Outcome on(Channel channel) {
        channel.send(List.of(this));
        return outcome();
    }

    /** How it ended. */
    public Outcome outcome() {
        try {
            return end.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the attempt has no end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public Delivery delivery() {
        return delivery;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public void ended(Outcome outcome) {
        if (!end.complete(outcome)) {
            throw new AssertionError("ended twice");
        }
    }
}
