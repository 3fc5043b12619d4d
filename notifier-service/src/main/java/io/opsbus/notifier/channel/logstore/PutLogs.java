package io.opsbus.notifier.channel.logstore;

import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.Hmac;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.dispatch.Channel.Post;
import io.opsbus.notifier.targets.LogStore;
import io.opsbus.notifier.targets.Target;
import io.opsbus.rpc.Hops;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * PutLogs of the Aliyun log service, API version 0.6.0: one log whose contents are the envelope's fields, {@code content} as JSON; signed
 * with HMAC-SHA1, not compressed.
 */
final class PutLogs implements WebClient.Message {
    private static final String TYPE = "application/x-protobuf";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** The service takes the last 7 days and the next 15 minutes, by its own clock. */
    private static final Duration OLDEST = Duration.ofDays(7).minusHours(1);

    private static final Duration NEWEST = Duration.ofMinutes(10);

    private final LogStore store;
    private final LogStore.Place place;
    private final Target.Login login;
    private final InstantSource clock;
    private final Body body;
    private final String told;

    PutLogs(LogStore store, Post post, InstantSource clock) {
        this.store = store;
        this.place = store.place().orElseThrow();
        this.login = store.login().orElseThrow();
        this.clock = clock;
        this.body = Body.of(group(post, clock));
        this.told = Integer.toString(post.delivery().about().told());
    }

    private static byte[] group(Post post, InstantSource clock) {
        var raw = post.delivery().body();
        var event = EventDocument.of(raw);
        var contents = new LinkedHashMap<String, String>(event.parameters());
        contents.put("deliveryId", post.delivery().id().toString());
        return LogGroup.of(time(event, clock.instant()).getEpochSecond(), contents, "opsbus", "opsbus");
    }

    /** Whatever else it says, a log of another time is refused for ever; {@code eventTime} among the contents is the event's all the same. */
    private static Instant time(EventDocument event, Instant now) {
        return event.time()
                .filter(at -> at.isAfter(now.minus(OLDEST)) && at.isBefore(now.plus(NEWEST)))
                .orElse(now);
    }

    /** The project is the first label of the host; an endpoint that is a bare address is taken as it is. */
    @Override
    public URI url() {
        var endpoint = store.endpoint();
        var host = endpoint.getRawAuthority();
        var bare = host.startsWith("[") || Character.isDigit(host.charAt(0));
        return URI.create(endpoint.getScheme() + "://" + (bare ? "" : place.project() + ".") + host + resource());
    }

    private String resource() {
        return "/logstores/" + place.logstore() + "/shards/lb";
    }

    @Override
    public Body body() {
        return body;
    }

    @Override
    public void headers(WebClient.Headers out) {
        var date = DATE.format(clock.instant());
        var md5 = md5(body.bytes());
        var size = Integer.toString(body.bytes().length);
        var own = new LinkedHashMap<String, String>();
        own.put("x-log-apiversion", "0.6.0");
        own.put("x-log-bodyrawsize", size);
        own.put("x-log-signaturemethod", "hmac-sha1");
        var signed = new StringBuilder("POST\n" + md5 + "\n" + TYPE + "\n" + date + "\n");
        own.forEach(
                (name, value) -> signed.append(name).append(':').append(value).append('\n'));
        signed.append(resource());
        own.forEach(out::set);
        out.set("content-type", TYPE);
        out.set("content-md5", md5);
        out.set("date", date);
        out.set(Hops.HEADER, told);
        out.set(
                "authorization",
                "LOG " + login.id() + ":" + Hmac.SHA1.of(login.secret().reveal(), signed.toString()));
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
