package io.opsbus.notifier.rpc;

import io.opsbus.ledger.Ledger;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.rpc.audit.AuditLog;
import io.opsbus.notifier.rpc.contact.ContactRoutes;
import io.opsbus.notifier.rpc.sending.SendingRoutes;
import io.opsbus.notifier.rpc.subscription.SubscriptionRoutes;
import io.opsbus.notifier.targets.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Answers requests. The account is the one in the path: this API is internal, the gateway in front of it knows who asks.
 *
 * <pre>
 * GET    /accounts/{account}/subscriptions…            see {@link SubscriptionRoutes}
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
    public record Deliveries(Counts counts, LongSupplier parkedNow, Routes routes) {}

    /** What lies beside the subscriptions of an account. */
    public record Routes(
            DeliveryRoutes deliveries,
            TargetRoutes targets,
            TemplateRoutes templates,
            SilenceRoutes silences,
            InhibitionRoutes inhibitions,
            SendingRoutes sending,
            ContactRoutes contacts) {}

    private final SubscriptionRoutes subscriptions;
    private final Deliveries deliveries;

    /** Over these. */
    public Api(SubscriptionRoutes subscriptions, Deliveries deliveries) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
    }

    /** Nothing is published about subscriptions: they are ours alone. */
    public enum SubscriptionFact {}

    /** Answers one request; never throws for what a client may send. */
    public ApiAnswer answer(ApiRequest request) {
        try {
            var answer = route(request);
            AuditLog.note(request, answer);
            return answer;
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
            case ContactRoutes.NAME ->
                rest.isEmpty() ? routes.contacts().answer(request, account.get()) : error(ApiError.NOT_FOUND);
            case "deliveries" -> routes.deliveries().answer(request, account.get(), rest);
            case "targets" -> routes.targets().answer(request, account.get(), rest);
            case "templates" -> routes.templates().answer(request, account.get(), rest);
            case "silences" -> routes.silences().answer(request, account.get(), rest);
            case "inhibitions" -> routes.inhibitions().answer(request, account.get(), rest);
            case "subscriptions" -> subscriptions.answer(request, account.get(), rest);
            default -> error(ApiError.NOT_FOUND);
        };
    }

    private static boolean isSending(String part) {
        return part.equals(SendingRoutes.NAME) || part.startsWith(SendingRoutes.NAME + ":");
    }

    private static Optional<AccountId> account(String part) {
        try {
            var text = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            return AccountId.isValid(text) ? Optional.of(new AccountId(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
