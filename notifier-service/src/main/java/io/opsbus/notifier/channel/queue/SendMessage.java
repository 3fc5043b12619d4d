package io.opsbus.notifier.channel.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.Hmac;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.dispatch.Channel.Post;
import io.opsbus.notifier.targets.Queue;
import io.opsbus.notifier.targets.Target.Login;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/** MNS SendMessage, 2015-06-06, signed with HMAC-SHA1 (API facts 2.4). */
final class SendMessage implements WebClient.Message {
    private static final String TYPE = "text/xml;charset=UTF-8";
    private static final String VERSION = "2015-06-06";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final URI url;
    private final Queue queue;
    private final Login login;
    private final Post post;
    private final InstantSource clock;

    SendMessage(Queue.Place place, Queue queue, Post post, InstantSource clock) {
        var base = place.endpoint().toString();
        this.url = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/queues/"
                + queue.queue() + "/messages");
        this.queue = queue;
        this.login = place.login();
        this.post = post;
        this.clock = clock;
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public Body body() {
        return Body.of(xml(queue, post.delivery().body().bytes()).getBytes(UTF_8));
    }

    /** The message; in Base64 as the official SDKs decode it, or as it is. */
    static String xml(Queue queue, byte[] json) {
        var text = queue.base64() ? Base64.getEncoder().encodeToString(json) : escaped(new String(json, UTF_8));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Message xmlns=\"http://mns.aliyuncs.com/doc/v1\"><MessageBody>"
                + text + "</MessageBody></Message>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public void headers(WebClient.Headers out) {
        var date = DATE.format(clock.instant());
        var signed = "POST\n\n" + TYPE + "\n" + date + "\nx-mns-version:" + VERSION + "\n" + url.getRawPath();
        var signature = Hmac.SHA1.of(login.secret().reveal(), signed);
        out.set("content-type", TYPE);
        out.set("date", date);
        out.set("x-mns-version", VERSION);
        out.set("authorization", "MNS " + login.id() + ":" + signature);
    }
}
