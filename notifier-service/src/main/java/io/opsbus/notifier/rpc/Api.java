package io.opsbus.notifier.rpc;

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
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.rpc.sending.SendingRoutes;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.schemas.json.EventJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers requests. The account is the one in the path: this API is internal, the gateway in front of it knows who asks.
 *
 * <pre>
 * POST   /accounts/{account}/subscriptions               make one; header ClientToken or Idempotency-Key makes it safe to repeat
 * GET    /accounts/{account}/subscriptions               all of the account
 * GET    /accounts/{account}/subscriptions/{id}          one
 * DELETE /accounts/{account}/subscriptions/{id}          deliveries on their way end as dead letters
 * POST   /accounts/{account}/subscriptions/{id}:enable   (or :disable) deliveries wait while it is disabled
 * POST   /accounts/{account}/subscriptions/{id}:preview  the body is an event: what the target would be told of it
 * GET    /accounts/{account}/deliveries…                see {@link DeliveryRoutes}
 * GET    /accounts/{account}/targets…                   see {@link TargetRoutes}
 * GET    /accounts/{account}/templates…                 see {@link TemplateRoutes}
 * GET    /sending…  /accounts/{account}/sending…        see {@link SendingRoutes}
 * GET    /accounts/{account}/silences…                  see {@link SilenceRoutes}
 * GET    /accounts/{account}/inhibitions…               see {@link InhibitionRoutes}
 * GET    /deliveries/stats                               what this process has done
 * </pre>
 */
public final class Api {
    /** What the API needs to know of deliveries. */
    public record Deliveries(Counts counts, LongSupplier parkedNow, Preview preview, Routes routes) {}

    /** What lies beside the subscriptions of an account. */
    public record Routes(
            DeliveryRoutes deliveries,
            TargetRoutes targets,
            TemplateRoutes templates,
            SilenceRoutes silences,
            InhibitionRoutes inhibitions,
            SendingRoutes sending) {}

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
    private final Deliveries deliveries;

    /**
     * The API.
     *
     * @param allowed what accounts may ask for
     * @param committed called after each change and before its answer: from then on events must match by it
     * @param freshIds lower-case letters and digits, never the same twice
     */
    public Api(
            Ledger<SubscriptionId, Subscription, SubscriptionFact> ledger,
            Subscriptions subscriptions,
            Allowed allowed,
            Runnable committed,
            Supplier<String> freshIds,
            Deliveries deliveries) {
        this.ledger = ledger;
        this.subscriptions = subscriptions;
        this.allowed = allowed;
        this.committed = committed;
        this.freshIds = freshIds;
        this.deliveries = deliveries;
    }

    /** Nothing is published about subscriptions: they are ours alone. */
    public enum SubscriptionFact {}

    /** The account has as many as it may. */
    private record Full() implements Refusal {}

    /** Answers one request; never throws for what a client may send. */
    public ApiAnswer answer(ApiRequest request) {
        try {
            return route(request);
        } catch (Parking.Away | Ledger.Unavailable _) {
            return error(ApiError.AWAY);
        } catch (Secret.CannotBeKept _) {
            return error(ApiError.NO_KEY);
        }
    }

    /** The answer to everything while the service is not prepared yet. */
    public static ApiAnswer notYet() {
        return error(ApiError.AWAY);
    }

    private ApiAnswer route(ApiRequest request) {
        var parts = List.of(request.path().substring(1).split("/", -1));
        if (parts.equals(List.of("deliveries", "stats"))) {
            return request.method().equals("GET")
                    ? Answers.stats(
                            deliveries.counts().sums(),
                            deliveries.parkedNow().getAsLong(),
                            deliveries.routes().templates().failed())
                    : error(ApiError.METHOD);
        }
        if (parts.size() == 1 && isSending(parts.getFirst())) {
            return deliveries.routes().sending().answer(request, new Stop.Scope.Everything(), parts.getFirst());
        }
        var account = parts.size() < 3 || !parts.get(0).equals("accounts")
                ? Optional.<AccountId>empty()
                : account(parts.get(1));
        if (account.isEmpty()) {
            return error(ApiError.NOT_FOUND);
        }
        var rest = parts.subList(3, parts.size());
        var routes = deliveries.routes();
        if (rest.isEmpty() && isSending(parts.get(2))) {
            return routes.sending().answer(request, new Stop.Scope.OfAccount(account.get()), parts.get(2));
        }
        return switch (parts.get(2)) {
            case "deliveries" -> routes.deliveries().answer(request, account.get(), rest);
            case "targets" -> routes.targets().answer(request, account.get(), rest);
            case "templates" -> routes.templates().answer(request, account.get(), rest);
            case "silences" -> routes.silences().answer(request, account.get(), rest);
            case "inhibitions" -> routes.inhibitions().answer(request, account.get(), rest);
            case "subscriptions" -> onSubscriptions(request, account.get(), rest);
            default -> error(ApiError.NOT_FOUND);
        };
    }

    private static boolean isSending(String part) {
        return part.equals(SendingRoutes.NAME) || part.startsWith(SendingRoutes.NAME + ":");
    }

    private ApiAnswer onSubscriptions(ApiRequest request, AccountId account, List<String> path) {
        return switch (path.size()) {
            case 0 -> onAll(request, account);
            case 1 -> onOne(request, account, path.getFirst());
            default -> error(ApiError.NOT_FOUND);
        };
    }

    private static Optional<AccountId> account(String part) {
        try {
            var text = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            return AccountId.isValid(text) ? Optional.of(new AccountId(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private ApiAnswer onAll(ApiRequest request, AccountId account) {
        return switch (request.method()) {
            case "GET" -> Answers.subscriptions(subscriptions.of(account));
            case "POST" -> create(request, account);
            default -> error(ApiError.METHOD);
        };
    }

    private ApiAnswer onOne(ApiRequest request, AccountId account, String part) {
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
                Answers.texts(deliveries.preview().of(subscription.account(), subscription.target(), Body.of(json)));
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
                var full = subscriptions.of(account).size() >= allowed.most();
                var decision = ledger.<String>change(
                        id,
                        key,
                        ReplyCodec.text(),
                        _ -> full
                                ? Decision.refused(new Full())
                                : new Decision.Accepted<>(subscription, id.value(), List.of()));
                committed.run();
                yield switch (decision) {
                    case Decision.Accepted<Subscription, String, SubscriptionFact> accepted ->
                        // a repeated request hears of the first one's subscription, as it is now
                        subscriptions
                                .find(account, new SubscriptionId(accepted.reply()))
                                .map(made -> Answers.subscription(201, made))
                                .orElseGet(() -> error(ApiError.NOT_FOUND));
                    case Decision.Refused<Subscription, String, SubscriptionFact> _ -> error(ApiError.FULL);
                };
            }
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
        return subscriptions
                .find(subscription.account(), subscription.id())
                .map(now -> Answers.subscription(200, now))
                .orElseGet(() -> error(ApiError.NOT_FOUND));
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
