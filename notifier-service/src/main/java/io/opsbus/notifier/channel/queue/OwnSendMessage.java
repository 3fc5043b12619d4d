package io.opsbus.notifier.channel.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.dispatch.Channel.Post;
import io.opsbus.notifier.targets.Queue;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;

/** SendMessage to the system's own queue-service, as the gateway hands it on: in the name of the account whose event it is. */
final class OwnSendMessage implements WebClient.Message {
    private static final ActionName ACTION = new ActionName("2015-06-06", "SendMessage");

    private final QueueChannel.Own own;
    private final Post post;
    private final InstantSource clock;
    private final byte[] form;

    OwnSendMessage(QueueChannel.Own own, Queue queue, Post post, InstantSource clock) {
        this.own = own;
        this.post = post;
        this.clock = clock;
        var xml = SendMessage.xml(queue, post.delivery().body().bytes());
        this.form =
                ("Body=" + PercentText.encode(xml) + "&QueueName=" + PercentText.encode(queue.queue())).getBytes(UTF_8);
    }

    @Override
    public URI url() {
        return own.url();
    }

    @Override
    public Body body() {
        return Body.of(form);
    }

    /** An identity is good for a minute, so it is made when the request goes out. */
    @Override
    public void headers(WebClient.Headers out) {
        var identity = new Identity(
                post.delivery().to().account().value(),
                "opsbus-notifier",
                ACTION,
                post.delivery().id().toString().toUpperCase(Locale.ROOT),
                own.url().getAuthority(),
                Format.XML,
                "127.0.0.1",
                clock.instant());
        out.set(InternalKey.HEADER, own.key().sign(identity, form));
        out.set("content-type", "application/x-www-form-urlencoded");
    }
}
