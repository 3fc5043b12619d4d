package io.opsbus.notifier.channel.robot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.Hmac;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.channel.text.Room;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.targets.Robot;
import io.opsbus.notifier.targets.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A text message in a family's own form, signed as the family signs. Plain text: none of them reads markup or mentions in it. */
final class RobotMessage implements WebClient.Message {
    private static final int MOST_BYTES = 18_000;
    private static final int MOST_WECOM_BYTES = 2_000;

    /** What a family takes, and a little less. */
    static Room room(Robot.Family family) {
        return text -> text.getBytes(UTF_8).length <= most(family);
    }

    private static int most(Robot.Family family) {
        return family == Robot.Family.WECOM ? MOST_WECOM_BYTES : MOST_BYTES;
    }

    private final Robot robot;
    private final String text;
    private final Instant now;

    RobotMessage(Robot robot, String text, Instant now) {
        this.robot = robot;
        this.text = cut(text, most(robot.family()));
        this.now = now;
    }

    /** The last resort: an own template may have more words of its own than a family takes. */
    private static String cut(String text, int most) {
        if (text.getBytes(UTF_8).length <= most) {
            return text;
        }
        var end = text.length();
        while (text.substring(0, end).getBytes(UTF_8).length > most - 3) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }

    /** DingTalk: base64(HMAC-SHA256(secret, "ms\nsecret")) in the query. */
    @Override
    public URI url() {
        var url = robot.url().reveal();
        if (robot.family() != Robot.Family.DINGTALK || robot.signing().isEmpty()) {
            return URI.create(url);
        }
        var millis = Long.toString(now.toEpochMilli());
        var secret = robot.signing().get();
        var sign = Hmac.SHA256.of(secret.reveal(), millis + "\n" + secret.reveal());
        return URI.create(url + (url.indexOf('?') < 0 ? "?" : "&") + "timestamp=" + millis + "&sign="
                + URLEncoder.encode(sign, UTF_8));
    }

    @Override
    public Body body() {
        return Body.of(EventDocument.json(content()).getBytes(UTF_8));
    }

    private Map<String, Object> content() {
        return switch (robot.family()) {
            case DINGTALK, WECOM -> Map.of("msgtype", "text", "text", Map.of("content", text));
            case FEISHU -> feishu();
            case SLACK -> Map.of("text", text.replace("&", "&amp;"), "mrkdwn", false, "link_names", false);
        };
    }

    /** Feishu: the key is "seconds\nsecret" and nothing is signed with it. */
    private Map<String, Object> feishu() {
        var content = new LinkedHashMap<String, Object>();
        robot.signing().map(Secret::reveal).ifPresent(secret -> {
            var seconds = Long.toString(now.getEpochSecond());
            content.put("timestamp", seconds);
            content.put("sign", Hmac.SHA256.of(seconds + "\n" + secret, ""));
        });
        content.put("msg_type", "text");
        content.put("content", Map.of("text", text));
        return content;
    }

    @Override
    public void headers(WebClient.Headers out) {
        out.set("content-type", "application/json; charset=utf-8");
    }
}
