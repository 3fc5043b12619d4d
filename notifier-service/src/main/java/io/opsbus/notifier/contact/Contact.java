package io.opsbus.notifier.contact;

import static java.util.Objects.requireNonNullElse;

import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.targets.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A person who can be told.
 *
 * @param language {@code zh-cn} or {@code en}
 * @param pending addresses nothing is sent to before they are confirmed; what an earlier release has kept lacks it
 */
public record Contact(Key key, String description, String language, Reach reach, List<Pending> pending, Times times)
        implements Kept {
    public Contact {
        pending = List.copyOf(requireNonNullElse(pending, List.of()));
    }

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

    /** Whether nothing is sent there, because nobody has confirmed that address. */
    public boolean isPending(Way way) {
        return pending.stream().anyMatch(one -> one.way() == way);
    }

    /** This with the address confirmed that waits for this code; empty when none does, or no longer. */
    public Optional<Contact> confirmed(String hash, Instant now) {
        var rest = pending.stream().filter(one -> !one.hash().equals(hash)).toList();
        var isValid = pending.stream().anyMatch(one -> one.hash().equals(hash) && now.isBefore(one.expires()));
        return isValid ? Optional.of(new Contact(key, description, language, reach, rest, times)) : Optional.empty();
    }

    /** The label of a contact that has an address waiting for this code. */
    public static String waitingFor(String hash) {
        return "code:" + hash;
    }

    @Override
    public List<String> labels() {
        return Stream.concat(Stream.of("Mail:" + reach.mail()), pending.stream().map(one -> waitingFor(one.hash())))
                .toList();
    }
}
