package io.opsbus.queue.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.queue.AccountId;
import io.opsbus.queue.Given;
import io.opsbus.queue.rpc.xml.Element;
import io.opsbus.queue.rpc.xml.XmlReader;
import io.opsbus.queue.store.InMemoryMessages;
import io.opsbus.queue.store.InMemoryQueues;
import io.opsbus.queue.wait.Reception;
import io.opsbus.queue.wait.Waiters;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.token.InMemoryClientTokens;
import io.opsbus.testkit.SettableClock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The actions behind their endpoint, over the fake stores; answers as the gateway passes them on. */
final class Service {
    static final int MOST_QUEUES = 5;
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));

    final SettableClock clock = SettableClock.at(Given.NOON);
    final Waiters waiters = new Waiters(100, 100);
    final ActionTable actions;
    private final ServiceEndpoint endpoint;
    private final AtomicInteger ids = new AtomicInteger();

    Service() {
        var queues = new InMemoryQueues();
        var messages = new InMemoryMessages(queues);
        actions = QueueActions.table(
                new QueueActions.Stores(queues, messages),
                waiters,
                new Reception(messages, waiters, clock, System::nanoTime),
                now -> Given.id(now, ids.incrementAndGet()),
                MOST_QUEUES);
        endpoint = new ServiceEndpoint(
                actions,
                KEY,
                new Repetitions(new InMemoryClientTokens(), () -> ""),
                (failure, _) -> {
                    throw failure;
                },
                clock,
                new MnsRendering());
    }

    /** An answer: its status, what it has beside its body, and its body. */
    record Told(int status, Map<String, String> headers, String body) {
        /** The text of an element, wherever it stands first. */
        String text(String element) {
            return body.contains("<" + element + ">")
                    ? body.replaceFirst("(?s).*?<" + element + ">(.*?)</" + element + ">.*", "$1")
                    : "";
        }

        Element root() {
            return XmlReader.read(body).orElseThrow();
        }

        /** The error's code. */
        String code() {
            return text("Code");
        }
    }

    /** A call of Alice; parameters as name, value, name, value. */
    Told call(String action, String... parameters) {
        return call(Given.ALICE, action, parameters);
    }

    Told call(AccountId account, String action, String... parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return call(account, action, all);
    }

    Told call(AccountId account, String action, Map<String, String> parameters) {
        byte[] body = parameters.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        var identity = new Identity(
                account.text(),
                "key",
                new ActionName(QueueParameters.VERSION, action),
                "REQUEST",
                "http://host:1",
                Format.XML,
                "127.0.0.1",
                clock.instant());
        Map<String, String> headers = Map.of(
                InternalKey.HEADER, KEY.sign(identity, body), "content-type", "application/x-www-form-urlencoded");
        HttpReply reply = endpoint.answer(new HttpCall("POST", "/rpc", "", headers, body, "127.0.0.1", "REQUEST"));
        return new Told(reply.status(), reply.headers(), reply.bodyText());
    }

    /** A queue of Alice with these attributes, as elements. */
    Told create(String name, String attributes) {
        return call("CreateQueue", "QueueName", name, "Body", "<Queue>" + attributes + "</Queue>");
    }

    Told send(String queue, String message) {
        return call("SendMessage", "QueueName", queue, "Body", "<Message>" + message + "</Message>");
    }

    Told receive(String queue) {
        return call("ReceiveMessage", "QueueName", queue);
    }
}
