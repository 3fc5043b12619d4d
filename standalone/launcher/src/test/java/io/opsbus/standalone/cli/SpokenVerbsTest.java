package io.opsbus.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.Keys;
import io.opsbus.standalone.Ports;
import io.opsbus.standalone.RunSettings;
import io.opsbus.standalone.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * A verb that has done something says so, and one that has found nothing says that: who reads nothing cannot tell the one from the other. Against
 * services that say yes to everything and have nothing.
 */
class SpokenVerbsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<HttpServer> SERVICES = new ArrayList<>();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    @TempDir
    static Path data;

    @BeforeAll
    static void start() throws IOException {
        Ports ports = services();
        DataFolder folder = new DataFolder(data);
        Files.createDirectories(folder.keys());
        Files.createDirectories(folder.settingsFile().getParent());
        Keys.open(folder.keys(), RANDOM);
        new RunSettings(new Settings(data, data, ports, null, null, null), false, "", false).write();
        Files.writeString(data.resolve("object.json"), "{\"id\": \"x\"}");
    }

    @AfterAll
    static void stop() {
        SERVICES.forEach(service -> service.stop(0));
    }

    private static Ports services() throws IOException {
        while (true) {
            Ports ports = new Ports(10_000 + RANDOM.nextInt(20_000));
            try {
                for (int port : new int[] {ports.event(), ports.notifier(), ports.instance()}) {
                    HttpServer service =
                            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
                    service.createContext("/", SpokenVerbsTest::yes);
                    service.start();
                    SERVICES.add(service);
                }
                return ports;
            } catch (BindException taken) {
                stop();
                SERVICES.clear();
            }
        }
    }

    /** Yes, and nothing else: 204 where the services have nothing to say either. */
    private static void yes(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            ASKED.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            String path = exchange.getRequestURI().getPath();
            boolean isShort = exchange.getRequestMethod().equals("DELETE")
                    || path.matches(".*(:pause|:resume|:confirm)|.*/templates/[^:]*|.*sending:stop");
            byte[] answer = isShort && !exchange.getRequestMethod().equals("GET") ? new byte[0] : "{}".getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.length == 0 ? 204 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String said(String words) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(said, true, UTF_8));
        try {
            String whole = words.replace("FILE", data.resolve("object.json").toString()) + " --data " + data;
            assertThat(new CommandLine(new Opsbus()).execute(whole.split(" ")))
                    .as(words)
                    .isZero();
        } finally {
            System.setOut(usual);
        }
        return said.toString(UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balance paid 1 | It is noted; of the account's instances nothing follows from it.",
                "contacts confirm --account 1 ABCD-EFGH-JKLM | The address is confirmed",
                "deliveries list --account 1 | started",
                "deliveries redrives list --account 1 | There is no redrive.",
                "events publish FILE | is taken in",
                "inhibitions list --account 1 | There is no inhibition.",
                "inhibitions remove --account 1 inh-1 | Inhibition inh-1 is removed",
                "maintenance hosts | No host is known",
                "maintenance list | Nothing is planned.",
                "maintenance lost-hosts | No host is lost.",
                "sending status | deliveries wait",
                "sending stop | Nothing is sent any more to anybody",
                "sending stop --account 1 --why storm | Nothing is sent any more to targets of account 1",
                "sending resume | Sending to anybody goes on",
                "sending resume --account 1 | Sending to targets of account 1 goes on",
                "silences list --account 1 | There is no silence.",
                "silences list --account 1 --state active | No silence is active.",
                "subscriptions list --account 1 | There is no subscription.",
                "subscriptions remove --account 1 sub-1 | Subscription sub-1 is removed",
                "targets list --account 1 | No target is held; --all lists every one there is.",
                "targets list --account 1 --all | There is no target.",
                "targets pause --account 1 tgt-1 | Target tgt-1 is paused",
                "targets resume --account 1 tgt-1 | Target tgt-1 goes on",
                "templates list --account 1 | template",
                "templates put --account 1 --text FILE sms-en | Template sms-en counts from now on",
                "templates remove --account 1 sms-en | Template sms-en is removed",
            })
    void aVerbThatSucceedsSaysSo(String words, String what) {
        assertThat(said(words)).contains(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "subscriptions create --account 1 FILE | POST /accounts/1/subscriptions {\"id\":\"x\"}",
                "subscriptions put --account 1 sub-1 FILE | PUT /accounts/1/subscriptions/sub-1 {\"id\":\"x\"}",
                "subscriptions preview --account 1 sub-1 FILE | POST /accounts/1/subscriptions/sub-1:preview {\"id\":\"x\"}",
                "subscriptions enable --account 1 sub-1 | POST /accounts/1/subscriptions/sub-1:enable ~",
                "targets list --account 1 --all | GET /accounts/1/targets?all=true ~",
                "maintenance list --account 1 --instance i-1 | GET /admin/maintenance?limit=1000&account=1&instance=i-1 ~",
                "events publish FILE | POST /events {\"id\":\"x\"}",
            })
    void aVerbAsksForWhatItSays(String words, String asked) {
        said(words);
        assertThat(ASKED.getLast()).isEqualTo(asked.replace("~", ""));
    }

    /** For scripts an empty list is no sentence. */
    @Test
    void asJsonAnEmptyListIsNothing() {
        assertThat(said("silences list --account 1 --json")).isEmpty();
        assertThat(said("subscriptions list --account 1 --json")).isEmpty();
        assertThat(said("maintenance list --json")).isEqualToIgnoringNewLines("{}");
    }
}
