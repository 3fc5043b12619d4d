package io.opsbus.notifier.grant;

import io.opsbus.notifier.AccountId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Topics an operator lets an account write to.
 *
 * @param account whose; {@code *} for every account whose id is letters and digits
 * @param bootstrap {@code host:port[,host:port…]} of the cluster, as targets must name it
 * @param prefix what the names of the topics begin with; {@code {account}} in it stands for the account's id. It ends in one of {@code . - _},
 *     so that one account's topics never begin as another's do
 */
public record KafkaGrant(String account, String bootstrap, String prefix) {
    private static final String EVERYBODY = "*";
    private static final String PLACE = "{account}";
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]*[A-Za-z0-9][A-Za-z0-9._-]*[._-]");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]+");

    public KafkaGrant {
        if (account.isBlank() || bootstrap.isBlank()) {
            throw new IllegalArgumentException("opsbus.notifier.kafka-topics: account and bootstrap must not be empty");
        }
        if (!PREFIX.matcher(prefix.replace(PLACE, "a")).matches() || prefix.endsWith(PLACE)) {
            throw new IllegalArgumentException(
                    "opsbus.notifier.kafka-topics.prefix: the beginning of a topic's name, which ends in one of . - _");
        }
        if (account.equals(EVERYBODY) && !prefix.contains(PLACE)) {
            throw new IllegalArgumentException(
                    "opsbus.notifier.kafka-topics.prefix: must hold {account} when it is for every account");
        }
    }

    /** What the account's topics begin with; empty when this is not for the account. */
    Optional<String> of(AccountId who) {
        var isMeant = account.equals(who.value())
                || (account.equals(EVERYBODY) && PLAIN.matcher(who.value()).matches());
        return isMeant ? Optional.of(prefix.replace(PLACE, who.value())) : Optional.empty();
    }

    /** Whether a topic of this name could begin so for some account. */
    boolean couldBe(String topic) {
        var place = prefix.indexOf(PLACE);
        return topic.startsWith(place < 0 ? prefix : prefix.substring(0, place));
    }
}
