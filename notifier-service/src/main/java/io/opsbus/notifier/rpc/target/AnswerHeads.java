package io.opsbus.notifier.rpc.target;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.rule.AccountTargets;

/**
 * Whether an account is told what its receivers said. Whoever may name an address and read what it answers could read, through us, what only we can
 * reach: so an account is told what it could have heard itself.
 */
public final class AnswerHeads {
    private final Told told;
    private final TargetEgress egress;
    private final AccountTargets targets;

    /** @param egress what targets may be, of whatever account */
    public AnswerHeads(Told told, TargetEgress egress, AccountTargets targets) {
        this.told = told;
        this.egress = egress;
        this.targets = targets;
    }

    /** Which answers are told. */
    public enum Told {
        /** Of webhooks and robots of its own rules, unless an address is opened to it that is for nobody outside. */
        PUBLIC,
        /** All, as operators hear them. */
        ALL,
        /** None. */
        NONE
    }

    /** Whether an account is told what a target said. */
    public boolean areTold(AccountId account, TargetId target) {
        return switch (told) {
            case ALL -> true;
            case NONE -> false;
            case PUBLIC ->
                egress.of(account).policy().opensNothing()
                        && targets.known(target)
                                .filter(owner -> targets.ruleOf(owner.id()).isPresent())
                                .filter(owner -> isNamedByAccount(owner, target))
                                .isPresent();
        };
    }

    /** Of the others what is heard is the operator's own server, or a place he has named. */
    private static boolean isNamedByAccount(Subscription owner, TargetId target) {
        return switch (owner.at(target).kind()) {
            case WEBHOOK, ROBOT -> true;
            case MAIL, SMS, QUEUE, FUNCTION, LOG_STORE, KAFKA_TOPIC -> false;
        };
    }
}
