package io.opsbus.notifier.contact;

import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.targets.Secret;
import java.util.List;

/**
 * A person who can be told.
 *
 * @param language {@code zh-cn} or {@code en}
 */
public record Contact(Key key, String description, String language, Reach reach, Times times) implements Kept {
    /**
     * How the person is reached; an empty text: not this way.
     *
     * @param aliIm a Wangwang name; kept and told, nobody can send there any more
     * @param dingWebHook address of a DingTalk robot, with its token
     */
    public record Reach(String aliIm, Secret dingWebHook, String mail, String sms) {
        /** No robot. */
        public static final Secret NO_ROBOT = Secret.of("", "");

        /** Of which one was set and cannot be opened now; putting what is shown of it keeps it. */
        private static final String SEALED = "https://sealed.invalid/******";

        /** The address of a robot, of which all but the host is hidden. */
        public static Secret robot(String url) {
            if (url.isEmpty()) {
                return NO_ROBOT;
            }
            var host = url.indexOf('/', url.indexOf("://") + 3);
            return Secret.of(url, host < 0 ? url : url.substring(0, host) + "/******");
        }

        /** A robot whose address cannot be opened now. */
        public static Secret unopened(Secret.Unopened robot) {
            return Secret.unopened(robot, SEALED);
        }

        /** Whether there is any way at all. */
        public boolean isNowhere() {
            return aliIm.isEmpty() && dingWebHook.reveal().isEmpty() && mail.isEmpty() && sms.isEmpty();
        }

        /** The phone number without the hyphen the contract writes behind the country. */
        public String number() {
            return sms.replace("-", "");
        }

        /** This, but with the other's robot where this one's address is only what is shown of the other's. */
        public Reach keepingRobotOf(Reach other) {
            return dingWebHook.reveal().equals(other.dingWebHook.hint())
                    ? new Reach(aliIm, other.dingWebHook, mail, sms)
                    : this;
        }
    }

    @Override
    public List<String> labels() {
        return List.of("Mail:" + reach.mail());
    }
}
