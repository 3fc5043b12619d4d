package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.ledger.World;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.grant.KafkaGrant;
import io.opsbus.notifier.grant.KafkaGrants;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.contact.ContactRoutes;
import io.opsbus.notifier.rpc.sending.SendingRoutes;
import io.opsbus.notifier.rpc.subscription.SubscriptionRoutes;
import io.opsbus.notifier.rpc.subscription.SubscriptionsInMemory;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.store.hold.InMemoryStops;
import io.opsbus.notifier.store.journal.InMemoryJournal;
import io.opsbus.notifier.store.redrive.InMemoryRedrives;
import io.opsbus.testkit.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API of subscriptions over a ledger in memory, as the operator asks it. */
class ApiScene {
    static final String PATH = "/accounts/169070*****30/subscriptions";
    static final String SOUND = """
        {"levels":["CRITICAL","WARN"],"names":["Instance:StateChange","Disk:*"],"product":"ECS","resources":["*"],
         "target":{"type":"webhook","url":"http://hooks.example/x","headers":{"X-Key":"s3cret"}}}\
        """;

    final SubscriptionsInMemory subscriptions = new SubscriptionsInMemory();
    private final InMemoryShelf<Contact> contacts =
            new InMemoryShelf<>("contact", World.of(SettableClock.at(Given.NOON)));
    final Api api = api(Integer.MAX_VALUE);

    private static DeliveryRoutes routes() {
        var redrives = new InMemoryRedrives(new InMemoryParking());
        return new DeliveryRoutes(
                new InMemoryJournal(),
                _ -> Optional.empty(),
                new RedriveRoutes(redrives, redrives, 10, () -> "1", () -> Given.NOON));
    }

    private static List<FieldProblem> forbidden(Subscription subscription) {
        var grants = new KafkaGrants(List.of(new KafkaGrant("169070*****30", "k:9092", "own.")), Set.of("ecs.x"));
        return grants.complaints(subscription);
    }

    Api api(int most) {
        return new Api(
                subscriptions.routes(new SubscriptionRoutes.Allowed(ApiScene::forbidden, most)),
                new Api.Deliveries(
                        new Counts(),
                        () -> 7,
                        new Api.Routes(
                                routes(),
                                TargetRoutesTest.none(),
                                TemplateRoutesTest.none(),
                                SilenceRoutesTest.none(),
                                InhibitionRoutesTest.none(),
                                new SendingRoutes(
                                        new InMemoryStops(new InMemoryParking(), List::of), () -> {}, () -> Given.NOON),
                                new ContactRoutes(
                                        new Book<>(contacts, contacts), () -> {}, () -> "id", () -> Given.NOON))));
    }

    ApiAnswer ask(String method, String path, String body, Map<String, String> headers) {
        return api.answer(
                new ApiRequest(method, path, "", headers, Optional.of(new ApiRequest.Content(body.getBytes(UTF_8)))));
    }

    ApiAnswer post(String body) {
        return ask("POST", PATH, body, Map.of());
    }

    static String text(ApiAnswer answer) {
        return new String(answer.body(), UTF_8);
    }
}
