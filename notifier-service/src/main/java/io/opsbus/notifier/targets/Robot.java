package io.opsbus.notifier.targets;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A robot of a group chat (guide 4.1, 钉钉机器人).
 *
 * @param url the robot's own address; it holds its token, so it is a secret
 * @param signing the secret of its signature; DingTalk and Feishu know one
 */
public record Robot(Family family, Secret url, Optional<Secret> signing, Language language) implements Target {
    /** The services that have robots, and how many messages a minute each takes from one. */
    public enum Family {
        /** 20 a minute; more blocks the robot for ten. */
        DINGTALK(20),
        /** 100 a minute. */
        FEISHU(100),
        /** 20 a minute. */
        WECOM(20),
        /** About one a second. */
        SLACK(60);

        private final int aMinute;

        Family(int aMinute) {
            this.aMinute = aMinute;
        }
    }

    static Robot read(Fields fields) {
        if (!fields.has("family")) {
            fields.wrong("family", "Missing", "a robot is one of dingtalk, feishu, wecom, slack");
        }
        var family = fields.word("family", Family.DINGTALK);
        var url = fields.address("url");
        var shown = url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getRawAuthority() + "/******";
        var signing = fields.secret("secret");
        if (signing.isPresent() && family != Family.DINGTALK && family != Family.FEISHU) {
            fields.wrong("secret", "Invalid", "this robot knows no signature");
        }
        return new Robot(family, Secret.of(url.toString(), shown), signing, fields.word("language", Language.ZH));
    }

    @Override
    public Kind kind() {
        return Kind.ROBOT;
    }

    /** The robot's, whoever's rules send to it. */
    @Override
    public Rate rate() {
        return Rate.digested(family.aMinute).at(url);
    }

    @Override
    public Map<String, Object> form() {
        var form = new LinkedHashMap<String, Object>();
        form.put("type", kind().word());
        form.put("family", Fields.word(family));
        form.put("url", url);
        signing.ifPresent(secret -> form.put("secret", secret));
        form.put("language", Fields.word(language));
        return form;
    }
}
