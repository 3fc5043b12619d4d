package io.opsbus.notifier.channel.robot;

import io.opsbus.notifier.channel.Bundle;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Robot;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.TemplateName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes attempts by robot: one message for all that is due to a robot at a time. */
public final class RobotChannel implements Channel {
    /** The answers we must read are short; a longer one is none of them. */
    private static final int ANSWER = 4096;

    private final WebClient client;
    private final Wording wording;
    private final InstantSource clock;

    /** Sends through {@code client}, which stays the caller's to close. */
    public RobotChannel(WebClient client, Wording wording, InstantSource clock) {
        this.client = client;
        this.wording = wording;
        this.clock = clock;
    }

    @Override
    public void send(List<? extends Post> posts) {
        var calls = new ArrayList<WebClient.Call>();
        for (var bundle : Bundle.of(posts)) {
            if (!(bundle.target() instanceof Robot robot)) {
                throw new IllegalArgumentException(
                        "not a robot: " + bundle.target().kind());
            }
            var name = new TemplateName(Medium.ROBOT, robot.language());
            var room = RobotMessage.room(robot.family());
            var text = wording.of(bundle.account(), name, bundle.events(), room).text();
            calls.add(WebClient.Call.of(
                    bundle.account(),
                    new RobotMessage(robot, text, clock.instant()),
                    ANSWER,
                    (outcome, head) -> bundle.ended(outcome(robot, outcome, head))));
        }
        client.send(calls);
    }

    private Outcome outcome(Robot robot, Outcome outcome, byte[] head) {
        return outcome.verdict() == Outcome.Verdict.DELIVERED
                ? RobotAnswer.read(robot.family(), head, clock.instant())
                : outcome;
    }
}
