package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.opsbus.notifier.channel.sms.SmscSimulator;
import io.opsbus.testkit.tls.OwnCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A notifier that is given a secret of every kind and uses it: what is delivered, refused, dead, reflected by the receiver, looked up again after a
 * kill. None of them is afterwards in its log, in any topic, in clear in the database, or in an answer.
 */
class KilledSecretsIT {
    @TempDir
    private Path folder;

    private final Canaries canaries = new Canaries();
    private final SmscSimulator smsc = new SmscSimulator(canaries.sings("password of the SMSC", 4));
    private final List<String> answers = new ArrayList<>();
    private GreenMail mail;
    private Rig rig;
    private SecretPlaces places;
    private KillableNotifier child;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder, "keeper");
        var certificate = OwnCertificate.make(folder, "mail");
        System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
        System.setProperty("greenmail.tls.keystore.password", OwnCertificate.PASSWORD);
        System.setProperty("greenmail.tls.key.password", OwnCertificate.PASSWORD);
        mail = new GreenMail(new ServerSetup[] {ServerSetupTest.SMTPS.dynamicPort()});
        var password = canaries.sings("password of the mail server");
        mail.setUser("opsbus@example.com", "opsbus", password);
        mail.start();
        places = new SecretPlaces(canaries, rig.sink(), certificate);
        var settings = new HashMap<String, Object>();
        settings.put("opsbus.notifier.egress.allow", "127.0.0.0/8,::1");
        settings.put("opsbus.notifier.mail.host", "localhost");
        settings.put("opsbus.notifier.mail.port", mail.getSmtps().getPort());
        settings.put("opsbus.notifier.mail.security", "tls");
        settings.put("opsbus.notifier.mail.user", "opsbus");
        settings.put("opsbus.notifier.mail.password", password);
        settings.put("opsbus.notifier.sms.host", "127.0.0.1");
        settings.put("opsbus.notifier.sms.port", smsc.port());
        settings.put("opsbus.notifier.sms.user", "opsbus");
        settings.put("opsbus.notifier.sms.password", canaries.of("password of the SMSC"));
        settings.putAll(places.settings());
        var master = Base64.getEncoder().encodeToString(canaries.bytes(32));
        settings.put("opsbus.notifier.secrets.master-key", canaries.keep("master key", master));
        settings.put("opsbus.notifier.operator-token", canaries.sings("operator's token"));
        settings.put("logging.level.io.opsbus", "TRACE");
        settings.put("logging.level.org.apache.kafka.clients", "INFO");
        child = rig.notifier(
                settings,
                List.of(
                        "-Djavax.net.ssl.trustStore=" + certificate.store(),
                        "-Djavax.net.ssl.trustStorePassword=" + OwnCertificate.PASSWORD));
        child.showing(canaries.of("operator's token"));
        child.start();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        mail.stop();
        smsc.close();
    }

    /** Where each secret is shown to whom it is for; so that what is searched for was in use. */
    private void everybodyHeardOfIt(int times) {
        await().atMost(Rig.PATIENCE).untilAsserted(() -> {
            assertThat(places.paths())
                    .allSatisfy(
                            path -> assertThat(rig.sink().got(path)).as(path).hasSizeGreaterThanOrEqualTo(times));
            assertThat(mail.getReceivedMessages()).as("mail").hasSizeGreaterThanOrEqualTo(times);
            assertThat(smsc.submitted()).as("messages").hasSizeGreaterThanOrEqualTo(times);
        });
    }

    @Test
    void noSecretIsInALogATopicTheDatabaseOrAnAnswer() throws SQLException {
        var account = rig.account();
        var topic = "own." + account + ".events";
        rig.bus().create(topic);
        for (var target : places.targets(topic)) {
            answers.add(child.made(account, target));
        }
        answers.addAll(places.rule(child, account));
        rig.publish(1);
        everybodyHeardOfIt(1);
        assertThat(rig.sink().got("/echo/web").getFirst().headers())
                .containsEntry("x-key", canaries.of("header that is reflected"));
        child.kill();
        rig.publish(1);
        child.start();
        everybodyHeardOfIt(2);
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(child.get("/accounts/" + rig.account() + "/deliveries"))
                        .contains("\"said\":\"wrong key ******\"", "\"delivered\"", "kafka"));
        ask();

        answers.forEach(answer -> canaries.search("an answer", answer));
        canaries.search("the log", child.written());
        topics();
        rows();
        System.out.println("secrets of every kind: " + canaries);
        assertThat(canaries.leaks()).isEmpty();
    }

    /** Everything there is to ask, and what is refused. */
    private void ask() {
        var own = "/accounts/" + rig.account();
        Stream.of("/subscriptions", "/deliveries", "/targets", "/deliveries/redrives", "/templates")
                .map(path -> child.get(own + path))
                .forEach(answers::add);
        Stream.of("/deliveries/stats", "/health", "/prometheus").map(child::get).forEach(answers::add);
        var wrong = "{\"levels\":[\"LOUD\"],\"names\":[\"*\"],\"product\":\"ECS\",\"resources\":[\"*\"],\"target\":"
                + "{\"type\":\"webhook\",\"url\":\"ftp://x/\",\"headers\":{\"X-Key\":\""
                + canaries.of("header of a webhook")
                + "\"},\"secrets\":[\"" + canaries.of("signing secret") + "\"]}}";
        answers.add(child.post(own + "/subscriptions", wrong));
        assertThat(answers)
                .as("answered")
                .allSatisfy(answer -> assertThat(answer).isNotBlank());
        assertThat(answers.getLast()).contains("InvalidRequest", "levels");
    }

    private void topics() {
        var records = 0;
        for (var topic : Bus.topics()) {
            for (var record : Bus.records(topic)) {
                canaries.search(topic, text(record.key()) + text(record.value()));
                record.headers().forEach(header -> canaries.search(topic, text(header.value())));
                records++;
            }
        }
        assertThat(records).as("records looked at").isPositive();
        assertThat(rig.deadLetters()).as("of the webhook that is gone").isNotEmpty();
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }

    /** Every row of every table, as a text. */
    private void rows() throws SQLException {
        var rows = new ArrayList<String>();
        var database = rig.database();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var ask = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var found = ask.executeQuery("select quote_ident(schemaname) || '.' || quote_ident(tablename)"
                    + " from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (var table : tables) {
                try (var found = ask.executeQuery("select t::text from " + table + " t")) {
                    while (found.next()) {
                        canaries.search("table " + table, found.getString(1));
                        rows.add(found.getString(1));
                    }
                }
            }
        }
        assertThat(rows).as("the address of a target, which is no secret").anyMatch(row -> row.contains("/ok/web"));
    }
}
