package io.opsbus.notifier.rpc.contact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.World;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.contact.Code;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.Pending;
import io.opsbus.notifier.contact.Times;
import io.opsbus.notifier.contact.Way;
import io.opsbus.notifier.rpc.ApiRequest;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactRoutesTest {
    private static final AccountId ALICE = new AccountId("alice");
    private static final Key KEY = new Key(ALICE, "a");
    private static final Code CODE = Code.of(new byte[Code.BYTES]);

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final InMemoryShelf<Contact> shelf = new InMemoryShelf<>("contact", World.of(clock));
    private int ids;
    private int commits;
    private final ContactRoutes routes =
            new ContactRoutes(new Book<>(shelf, shelf), () -> commits++, () -> "id-" + ++ids, clock);

    @BeforeEach
    void aContactThatWaits() {
        var waiting = new Contact(
                KEY,
                "",
                "en",
                new Contact.Reach("", Contact.Reach.NO_ROBOT, "a@b.example", ""),
                List.of(new Pending(Way.MAIL, CODE.hash(ALICE), Given.NOON.plus(Duration.ofDays(1)))),
                Times.at(0));
        shelf.change(KEY, ChangeKey.ofRequest("put"), _ -> Decision.accepted(waiting, List.of()));
    }

    private int ask(String method, AccountId account, String form) {
        var request =
                new ApiRequest(method, "/", "", Map.of(), Optional.of(new ApiRequest.Content(form.getBytes(UTF_8))));
        return routes.answer(request, account).status();
    }

    private boolean isPending() {
        return shelf.find(KEY).orElseThrow().isPending(Way.MAIL);
    }

    @Test
    void theCodeConfirmsOnceAndForItsAccountAlone() {
        assertThat(ask("POST", new AccountId("bob"), "code=AAAA-AAAA-AAAA")).isEqualTo(404);
        assertThat(ask("POST", ALICE, "code=AAAA-AAAA-AAAB")).isEqualTo(404);
        assertThat(ask("POST", ALICE, "code=x")).isEqualTo(404);
        assertThat(ask("POST", ALICE, "")).isEqualTo(404);
        assertThat(ask("POST", ALICE, "token=AAAA-AAAA-AAAA")).isEqualTo(400);
        assertThat(ask("GET", ALICE, "")).isEqualTo(405);
        assertThat(isPending()).isTrue();
        assertThat(ask("POST", ALICE, "code=aaaa-aaaa-aaaa")).isEqualTo(204);
        assertThat(isPending()).isFalse();
        assertThat(commits).isPositive();
        assertThat(ask("POST", ALICE, "code=AAAA-AAAA-AAAA")).isEqualTo(404);
    }

    @Test
    void aDayLaterItConfirmsNothing() {
        clock.set(Given.NOON.plus(Duration.ofDays(1)));
        assertThat(ask("POST", ALICE, "code=AAAA-AAAA-AAAA")).isEqualTo(404);
        assertThat(isPending()).isTrue();
    }
}
