package io.opsbus.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.targets.Target.Kind;
import io.opsbus.notifier.targets.Unusable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final String SIGNING = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static Channel answering(String word) {
        return posts -> posts.forEach(post -> post.ended(Outcome.Told.delivered(word)));
    }

    @Test
    void eachAttemptGoesOutByItsOwnKindAndWhatHasNoWayWaits() {
        var channels = new Channels(
                Map.of(Kind.WEBHOOK, answering("by-web"), Kind.MAIL, answering("by-mail")), Duration.ofSeconds(5));
        var web = Sent.to(Read.target(Map.of("type", "webhook", "url", "http://h/")));
        var mail = Sent.to(Read.target(Map.of("type", "mail", "to", List.of("a@b.example"))));
        var sms = Sent.to(Read.target(Map.of("type", "sms", "to", List.of("+8613800138000"))));
        var broken = Sent.to(new Unusable(Kind.MAIL, "another key"));
        channels.send(List.of(web, mail, sms, broken));
        assertThat(web.outcome().label()).isEqualTo("by-web");
        assertThat(mail.outcome().label()).isEqualTo("by-mail");
        assertThat(sms.outcome().verdict()).isEqualTo(Verdict.RETRY);
        assertThat(sms.outcome().label()).isEqualTo("no-channel");
        assertThat(broken.outcome().said()).isEqualTo("another key");
    }

    @Test
    void ofWhatAReceiverReflectsTheTargetsSecretsAreHidden() {
        Channel reflecting = posts -> posts.forEach(post ->
                post.ended(new Outcome.Answered(500, Optional.empty(), "X-Key: s3cret, signed with whsec_" + SIGNING)));
        var target = Read.target(Map.of(
                "type",
                "webhook",
                "url",
                "http://h/",
                "headers",
                Map.of("X-Key", "s3cret"),
                "secrets",
                List.of("whsec_" + SIGNING)));
        var post = Sent.to(target);
        new Channels(Map.of(Kind.WEBHOOK, reflecting), Duration.ofSeconds(5)).send(List.of(post));
        assertThat(post.outcome())
                .isEqualTo(new Outcome.Answered(500, Optional.empty(), "X-Key: ******, signed with ******"));
    }
}
