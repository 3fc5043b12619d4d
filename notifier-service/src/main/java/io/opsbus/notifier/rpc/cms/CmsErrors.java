package io.opsbus.notifier.rpc.cms;

import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.rule.Places;
import io.opsbus.notifier.rule.RuleTarget;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;

/**
 * Every error of these Actions. The contract has no table of errors for CloudMonitor but {@code ResourceNotFound}; the other codes are
 * our choice (API facts 2.2).
 */
public final class CmsErrors {
    /** There is no such rule of the caller. */
    public static final RpcError NO_RULE = new RpcError(404, "ResourceNotFound", "The rule does not exist.");

    /** There is no such contact of the caller. */
    public static final RpcError NO_CONTACT = new RpcError(404, "ResourceNotFound", "The contact does not exist.");

    /** There is no such contact group of the caller. */
    public static final RpcError NO_CONTACT_GROUP =
            new RpcError(404, "ResourceNotFound", "The contact group does not exist.");

    /** There is no such monitor group of the caller. */
    public static final RpcError NO_MONITOR_GROUP =
            new RpcError(404, "ResourceNotFound", "The monitor group does not exist.");

    /** A rule still needs it. */
    public static final RpcError IN_USE = new RpcError(
            409, "ResourceConflict", "A rule still names this group; change the rule first, or nobody would be told.");

    /** A name or an id is in use. */
    public static final RpcError RULE_TAKEN = new RpcError(
            409, "ResourceConflict", "Another rule has this RuleId, or the rule of this name has another one.");

    /** The contract's limit of targets. */
    public static final RpcError TOO_MANY_TARGETS =
            new RpcError(400, "ResourceOverLimit", "A rule has at most 5 targets of one kind.");

    /** The limit of a group. */
    public static final RpcError TOO_MANY_MEMBERS =
            new RpcError(400, "ResourceOverLimit", "A monitor group has at most 1000 resources.");

    /** The operator's cap on what an account has. */
    public static final RpcError TOO_MANY = new RpcError(
            400, "ResourceOverLimit", "The account has as many of these as it may have; delete some first.");

    /** No address of the caller's contacts waits for such a code. */
    public static final RpcError NO_CODE = new RpcError(
            404,
            "ResourceNotFound",
            "No address waits for this code, or it has expired; putting the contact again sends another.");

    /** An address, or the account, has been sent as many codes as it may be. */
    public static final RpcError TOO_MANY_CODES = new RpcError(
            400,
            "ConfirmationLimitExceeded",
            "Too many codes were sent to this address or for this account; nothing was changed. One a minute and 5 a day go to an address, 50 a day"
                    + " are an account's.");

    /** A kind of target nothing here delivers to. */
    public static final RpcError NOT_BUILT = new RpcError(
            400, "UnsupportedTarget", "This installation cannot deliver to such a target; nothing was changed.");

    /** What was sent cannot be used. */
    public static final RpcError INVALID = new RpcError(400, "InvalidParameter", "The parameter cannot be used.");

    private CmsErrors() {}

    /** {@link #INVALID} that says what is wrong. */
    public static RpcError invalid(String sentence) {
        return new RpcError(INVALID.status(), INVALID.code(), sentence);
    }

    /** What the caller calls a target. */
    @FunctionalInterface
    public interface Naming {
        /** A field of a target, spelled as the contract has it; an empty one: the target. */
        String of(RuleTarget target, String field);
    }

    /** One of these errors, about a parameter: which of several it is about. */
    public static RpcError about(RpcError error, String parameter) {
        return new RpcError(error.status(), error.code(), parameter + ": " + error.message());
    }

    /** Likewise, about an entry of a list, the first being 0. */
    public static RpcError about(RpcError error, String list, int at) {
        return about(error, list + "." + (at + 1));
    }

    /** {@link #TOO_MANY} that says how many, and who says so. */
    public static RpcError tooMany(Book.Cap cap) {
        return new RpcError(
                TOO_MANY.status(),
                TOO_MANY.code(),
                "The account has " + cap.most() + " of these, as many as it may have (" + cap.setting()
                        + "); delete some first.");
    }

    /** {@link #NOT_BUILT} that names the kind. */
    public static RpcError notBuilt(String kind) {
        return new RpcError(
                NOT_BUILT.status(),
                NOT_BUILT.code(),
                "This installation cannot deliver to " + kind + "; nothing was changed.");
    }

    /** Why the first of these targets that cannot be delivered to cannot; empty when all can. */
    public static Optional<RpcError> ofTargets(
            List<RuleTarget> put, Roster roster, TargetEgress egress, Naming naming) {
        return put.stream()
                .flatMap(target -> {
                    var places = Places.of(target, roster);
                    return ofPlaces(target, places, naming).or(() -> ofEgress(target, places, egress, naming)).stream();
                })
                .findFirst();
    }

    /** Where names lead the operator has said, and people's robots were looked at when they were put: what is left is the caller's own address. */
    private static Optional<RpcError> ofEgress(RuleTarget target, Places places, TargetEgress egress, Naming naming) {
        if (!(target instanceof RuleTarget.Webhook) || !(places instanceof Places.Some(var known))) {
            return Optional.empty();
        }
        return known.stream()
                .flatMap(place -> egress.complaint("", place.target()).stream())
                .map(problem -> invalid(naming.of(target, "Url") + " cannot be used: " + problem.message() + "."))
                .findFirst();
    }

    private static Optional<RpcError> ofPlaces(RuleTarget target, Places places, Naming naming) {
        return switch (places) {
            case Places.Some _ -> Optional.empty();
            case Places.NotBuilt(var what) -> Optional.of(about(notBuilt(what), naming.of(target, "")));
            case Places.Nowhere nowhere ->
                Optional.of(new RpcError(
                        NOT_BUILT.status(),
                        NOT_BUILT.code(),
                        naming.of(target, "") + " leads nowhere. " + nowhere.why() + " Nothing was changed."));
            case Places.Unsound(var field, var why) -> Optional.of(invalid(naming.of(target, field) + " " + why + "."));
            case Places.NoGroup() -> Optional.of(about(NO_CONTACT_GROUP, naming.of(target, "ContactGroupName")));
        };
    }
}
