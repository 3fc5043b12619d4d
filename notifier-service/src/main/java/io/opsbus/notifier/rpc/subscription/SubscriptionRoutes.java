package io.opsbus.notifier.rpc.subscription;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionDraft;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.channel.text.Preview;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.draft.SubscriptionEdit;
import io.opsbus.notifier.rpc.Answers;
import io.opsbus.notifier.rpc.Api.SubscriptionFact;
import io.opsbus.notifier.rpc.ApiAnswer;
import io.opsbus.notifier.rpc.ApiError;
import io.opsbus.notifier.rpc.ApiRequest;
import io.opsbus.notifier.rpc.DraftReading;
import io.opsbus.schemas.json.EventJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Subscriptions of an account.
 *
 * <pre>
 * POST   .../subscriptions               make one; header ClientToken or Idempotency-Key makes it safe to repeat
 * GET    .../subscriptions               all of the account
 * GET    .../subscriptions/{id}          one
 * PUT    .../subscriptions/{id}          as for POST; a secret given as it is told stays. Id and what waits stay too; version: only if it is that one still
 * DELETE .../subscriptions/{id}          deliveries on their way end as dead letters
 * POST   .../subscriptions/{id}:enable   (or :disable) deliveries wait while it is disabled
 * POST   .../subscriptions/{id}:preview  the body is an event: what the target would be told of it
 * </pre>
 */
public final class SubscriptionRoutes {
    /**
     * What accounts may ask for.
     *
     * @param complaints what of a sound subscription is not allowed
     * @param most how many subscriptions an account may have
     */
    public record Allowed(Function<Subscription, List<FieldProblem>> complaints, int most) {}

    private final Ledger<SubscriptionId, Subscription, SubscriptionFact> ledger;
    private final Subscriptions subscriptions;
    private final Allowed allowed;
    private final Runnable committed;
    private final Supplier<String> freshIds;
    private final Preview preview;

    /**
     * Over these.
     *
     * @param allowed what accounts may ask for
     * @param committed called after each change and before its answer: from then on events must match by it
     * @param freshIds lower-case letters and digits, never the same twice
     */
    public SubscriptionRoutes(
            Ledger<SubscriptionId, Subscription, SubscriptionFact> ledger,
            Subscriptions subscriptions,
            Allowed allowed,
            Runnable committed,
            Supplier<String> freshIds,
            Preview preview) {
        this.ledger = ledger;
        this.subscriptions = subscriptions;
        this.allowed = allowed;
        this.committed = committed;
        this.freshIds = freshIds;
        this.preview = preview;
    }

    /** The account has as many as it may. */
    private record Full() implements Refusal {}

    /** Somebody changed or deleted it meanwhile. */
    private record Changed() implements Refusal {}

    /** {@code path} is what follows {@code /accounts/{account}/subscriptions}. */
    public ApiAnswer answer(ApiRequest request, AccountId account, List<String> path) {
        return switch (path.size()) {
            case 0 -> all(request, account);
            case 1 -> one(request, account, path.getFirst());
            default -> error(ApiError.NOT_FOUND);
        };
    }

    private ApiAnswer all(ApiRequest request, AccountId account) {
        return switch (request.method()) {
            case "GET" -> Answers.subscriptions(subscriptions.of(account));
            case "POST" -> create(request, account);
            default -> error(ApiError.METHOD);
        };
    }

    private ApiAnswer one(ApiRequest request, AccountId account, String part) {
        var colon = part.indexOf(':');
        var id = colon < 0 ? part : part.substring(0, colon);
        var verb = colon < 0 ? request.method() : request.method() + part.substring(colon);
        var found = SubscriptionId.isValid(id)
                ? subscriptions.find(account, new SubscriptionId(id))
                : Optional.<Subscription>empty();
        if (found.isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        return switch (verb) {
            case "GET" -> Answers.subscription(200, found.get());
            case "PUT" -> put(request, found.get());
            case "DELETE" -> delete(found.get());
            case "POST:enable" -> enable(found.get(), true);
            case "POST:disable" -> enable(found.get(), false);
            case "POST:preview" -> preview(found.get(), request);
            default -> error(ApiError.METHOD);
        };
    }

    /** The body is an event's JSON; only a sound one is put into words. */
    private ApiAnswer preview(Subscription subscription, ApiRequest request) {
        if (request.body().isEmpty()) {
            return error(ApiError.TOO_LARGE);
        }
        var json = request.body().get().bytes();
        return switch (EventJson.read(json)) {
            case EventJson.Valid _ ->
                Answers.texts(preview.of(subscription.account(), subscription.target(), Body.of(json)));
            case EventJson.Invalid _ -> error(ApiError.MALFORMED);
        };
    }

    private ApiAnswer create(ApiRequest request, AccountId account) {
        if (request.body().isEmpty()) {
            return error(ApiError.TOO_LARGE);
        }
        var fresh = freshIds.get();
        var key = request.changeKey(account, "CreateSubscription", fresh);
        if (key.isEmpty()) {
            return error(ApiError.TOKEN);
        }
        return switch (DraftReading.read(request.body().get().bytes())) {
            case DraftReading.Read.NoJson<SubscriptionDraft>() -> error(ApiError.MALFORMED);
            case DraftReading.Read.Wrong<SubscriptionDraft>(var problems) -> Answers.error(ApiError.INVALID, problems);
            case DraftReading.Read.Draft<SubscriptionDraft>(var draft) ->
                create(draft, new SubscriptionId("sub-" + fresh), account, key.get());
        };
    }

    private ApiAnswer create(SubscriptionDraft draft, SubscriptionId id, AccountId account, ChangeKey key) {
        return switch (draft.check(id, account)) {
            case SubscriptionDraft.Checked.Unsound(List<FieldProblem> problems) ->
                Answers.error(ApiError.INVALID, problems);
            case SubscriptionDraft.Checked.Sound(var subscription) -> {
                var forbidden = allowed.complaints().apply(subscription);
                if (!forbidden.isEmpty()) {
                    yield Answers.error(ApiError.INVALID, forbidden);
                }
                var full = subscriptions.count(account) >= allowed.most();
                var decision = ledger.<String>change(
                        id,
                        key,
                        ReplyCodec.text(),
                        _ -> full
                                ? Decision.refused(new Full())
                                : new Decision.Accepted<>(subscription, id.value(), List.of()));
                committed.run();
                yield switch (decision) {
                    // a repeated request hears of the first one's subscription, as it is now
                    case Decision.Accepted<Subscription, String, SubscriptionFact> accepted ->
                        told(201, account, new SubscriptionId(accepted.reply()));
                    case Decision.Refused<Subscription, String, SubscriptionFact> _ -> error(ApiError.FULL);
                };
            }
        };
    }

    private ApiAnswer put(ApiRequest request, Subscription present) {
        if (request.body().isEmpty()) {
            return error(ApiError.TOO_LARGE);
        }
        return switch (DraftReading.edit(request.body().get().bytes())) {
            case DraftReading.Read.NoJson<SubscriptionEdit>() -> error(ApiError.MALFORMED);
            case DraftReading.Read.Wrong<SubscriptionEdit>(var problems) -> Answers.error(ApiError.INVALID, problems);
            case DraftReading.Read.Draft<SubscriptionEdit>(var edit) ->
                edit.isOf(present.version())
                        ? switch (edit.check(present)) {
                            case SubscriptionDraft.Checked.Unsound(var problems) ->
                                Answers.error(ApiError.INVALID, problems);
                            case SubscriptionDraft.Checked.Sound(var next) -> put(present, next);
                        }
                        : error(ApiError.CHANGED);
        };
    }

    private ApiAnswer put(Subscription present, Subscription next) {
        var forbidden = allowed.complaints().apply(next);
        if (!forbidden.isEmpty()) {
            return Answers.error(ApiError.INVALID, forbidden);
        }
        var decision = ledger.<String>change(
                present.id(),
                ChangeKey.once(freshIds.get()),
                ReplyCodec.text(),
                stored -> stored == null || stored.version() != present.version()
                        ? Decision.refused(new Changed())
                        : new Decision.Accepted<>(next, "", List.of()));
        committed.run();
        return switch (decision) {
            case Decision.Accepted<Subscription, String, SubscriptionFact> _ ->
                told(200, present.account(), present.id());
            case Decision.Refused<Subscription, String, SubscriptionFact> _ -> error(ApiError.CHANGED);
        };
    }

    private ApiAnswer delete(Subscription subscription) {
        ledger.change(subscription.id(), ChangeKey.once(freshIds.get()), _ -> Decision.accepted(null, List.of()));
        committed.run();
        return Answers.nothing();
    }

    private ApiAnswer enable(Subscription subscription, boolean on) {
        ledger.change(
                subscription.id(),
                ChangeKey.once(freshIds.get()),
                stored -> Decision.accepted(
                        stored == null || stored.enabled() == on ? stored : stored.enabled(on), List.of()));
        committed.run();
        return told(200, subscription.account(), subscription.id());
    }

    private ApiAnswer told(int status, AccountId account, SubscriptionId id) {
        return subscriptions
                .find(account, id)
                .map(now -> Answers.subscription(status, now).about(id.value()))
                .orElseGet(() -> error(ApiError.NOT_FOUND));
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
