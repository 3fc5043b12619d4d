package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.opsbus.notifier.channel.sms.SmscSimulator;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.tls.OwnCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
    private static final String ACCOUNT = "keeper";
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final Canaries canaries = new Canaries();
    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());
    private final SmscSimulator smsc = new SmscSimulator(canaries.sings("password of the SMSC", 4));
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();
    private final List<String> answers = new ArrayList<>();
    private GreenMail mail;
    private OwnCertificate certificate;
    private KillableNotifier child;

    @BeforeEach
    void start() throws Exception {
        certificate = OwnCertificate.make(folder, "mail");
        System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
        System.setProperty("greenmail.tls.keystore.password", OwnCertificate.PASSWORD);
        System.setProperty("greenmail.tls.key.password", OwnCertificate.PASSWORD);
        mail = new GreenMail(new ServerSetup[] {ServerSetupTest.SMTPS.dynamicPort()});
        var password = canaries.sings("password of the mail server");
        mail.setUser("opsbus@example.com", "opsbus", password);
        mail.start();
        var settings = RunningNotifier.settings(registry.url(), database);
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
        settings.put("opsbus.notifier.functions[0].url", sink.url("/ok/named-function"));
        settings.put("opsbus.notifier.functions[0].headers.X-Key", canaries.sings("header of a named function"));
        settings.put("opsbus.notifier.log-stores[0].endpoint", sink.url(""));
        settings.put("opsbus.notifier.log-stores[0].access-key-id", "LTAInamed");
        settings.put("opsbus.notifier.log-stores[0].access-key-secret", canaries.sings("key of a named log store"));
        var master = Base64.getEncoder().encodeToString(canaries.bytes(32));
        settings.put("opsbus.notifier.secrets.master-key", canaries.keep("master key", master));
        settings.put("opsbus.notifier.operator-token", canaries.sings("operator's token"));
        settings.put("logging.level.io.opsbus", "TRACE");
        settings.put("logging.level.org.apache.kafka.clients", "INFO");
        child = new KillableNotifier(
                settings,
                List.of(
                        "-Djavax.net.ssl.trustStore=" + certificate.store(),
                        "-Djavax.net.ssl.trustStorePassword=" + OwnCertificate.PASSWORD),
                folder.resolve("child.log"));
        child.showing(canaries.of("operator's token"));
        child.start();
    }

    @AfterEach
    void stop() throws IOException {
        child.close();
        mail.stop();
        smsc.close();
        bus.close();
        sink.close();
        registry.close();
    }

    /** A target of every kind that has a secret, and receivers of every temper. */
    private List<Map<String, Object>> targets() {
        var signing = Base64.getEncoder().encodeToString(canaries.bytes(32));
        return List.of(
                Map.of(
                        "type", "webhook",
                        "url", sink.url("/ok/web"),
                        "headers", Map.of("X-Key", canaries.sings("header of a webhook")),
                        "secrets", List.of("whsec_" + canaries.keep("signing secret", signing))),
                Map.of(
                        "url", sink.url("/echo/web"),
                        "headers", Map.of("X-Key", canaries.sings("header that is reflected"))),
                Map.of(
                        "url", sink.url("/410/web"),
                        "headers", Map.of("X-Key", canaries.sings("header of a webhook that is gone"))),
                Map.of(
                        "url",
                        "https://127.0.0.1:1/",
                        "caPem",
                        certificate.pem(),
                        "clientCertificatePem",
                        certificate.pem(),
                        "clientKeyPem",
                        client()),
                Map.of(
                        "type", "function",
                        "url", sink.url("/ok/function"),
                        "headers", Map.of("X-Key", canaries.sings("header of a function"))),
                Map.of(
                        "type",
                        "robot",
                        "family",
                        "dingtalk",
                        "url",
                        sink.url("/robot/ding?access_token=" + canaries.sings("token of a robot")),
                        "secret",
                        "SEC" + canaries.sings("sign key of DingTalk")),
                Map.of(
                        "type",
                        "robot",
                        "family",
                        "feishu",
                        "url",
                        sink.url("/robot/feishu"),
                        "secret",
                        canaries.sings("sign key of Feishu")),
                Map.of(
                        "type", "robot",
                        "family", "slack",
                        "url", sink.url("/robot/" + canaries.sings("path of a robot"))),
                Map.of(
                        "type", "queue",
                        "queue", "q",
                        "endpoint", sink.url(""),
                        "accessKeyId", "LTAIqueue",
                        "accessKeySecret", canaries.sings("key of MNS")),
                Map.of(
                        "type", "log-store",
                        "endpoint", sink.url("/ok/otlp"),
                        "headers", Map.of("X-Key", canaries.sings("header of OTLP"))),
                Map.of(
                        "type", "log-store",
                        "protocol", "sls",
                        "endpoint", sink.url(""),
                        "project", "project",
                        "logstore", "store",
                        "accessKeyId", "LTAIsls",
                        "accessKeySecret", canaries.sings("key of SLS")),
                Map.of(
                        "type",
                        "kafka-topic",
                        "bootstrap",
                        Backbone.get().bootstrap(),
                        "topic",
                        "own." + ACCOUNT + ".events",
                        "user",
                        "opsbus",
                        "password",
                        canaries.sings("password of a Kafka cluster")),
                Map.of("type", "mail", "to", List.of("ops@example.com")),
                Map.of("type", "sms", "to", List.of("+8613800138000")));
    }

    /** The key a target is shown; the middle of it is looked for. */
    private String client() {
        var pem = certificate.keyPem();
        canaries.keep("key of a client's certificate", pem.lines().toList().get(2));
        return pem;
    }

    /** A rule with people, and with places only the operator knows. */
    private void rule() {
        var robot = sink.url("/robot/contact?access_token=" + canaries.sings("token of a contact's robot"));
        answers.add(
                child.ask(ACCOUNT, "PutContact", "ContactName", "c", "Describe", "x", "Channels.DingWebHook", robot));
        answers.add(child.ask(ACCOUNT, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "c"));
        answers.add(child.ask(
                ACCOUNT,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "CRITICAL"));
        var targets = List.of(
                List.of("ContactParameters", "ContactGroupName", "g"),
                List.of("FcParameters", "ServiceName", "s", "FunctionName", "f", "Region", "cn-hangzhou"),
                List.of("SlsParameters", "Project", "named", "LogStore", "store", "Region", "cn-hangzhou"));
        for (var target : targets) {
            var parameters = new ArrayList<>(List.of("RuleName", "r", target.getFirst() + ".1.Id", target.getFirst()));
            for (var at = 1; at < target.size(); at += 2) {
                parameters.add(target.getFirst() + ".1." + target.get(at));
                parameters.add(target.get(at + 1));
            }
            answers.add(child.ask(ACCOUNT, "PutEventRuleTargets", parameters.toArray(String[]::new)));
        }
        for (var action : List.of("DescribeContactList", "DescribeContactGroupList", "DescribeEventRuleList")) {
            answers.add(child.ask(ACCOUNT, action));
        }
        answers.add(child.ask(ACCOUNT, "DescribeEventRuleTargetList", "RuleName", "r"));
    }

    /** Where each secret is shown to whom it is for; so that what is searched for was in use. */
    private void everybodyHeardOfIt(int times) {
        var paths = List.of(
                "/ok/web",
                "/echo/web",
                "/410/web",
                "/ok/function",
                "/robot/ding",
                "/robot/feishu",
                "/robot/" + canaries.of("path of a robot"),
                "/queues/q/messages",
                "/ok/otlp",
                "/logstores/store/shards/lb",
                "/robot/contact",
                "/ok/named-function");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(paths)
                    .allSatisfy(path -> assertThat(sink.got(path)).as(path).hasSizeGreaterThanOrEqualTo(times));
            assertThat(mail.getReceivedMessages()).as("mail").hasSizeGreaterThanOrEqualTo(times);
            assertThat(smsc.submitted()).as("messages").hasSizeGreaterThanOrEqualTo(times);
        });
    }

    @Test
    void noSecretIsInALogATopicTheDatabaseOrAnAnswer() throws SQLException {
        bus.create("own." + ACCOUNT + ".events");
        for (var target : targets()) {
            answers.add(child.made(ACCOUNT, target));
        }
        rule();
        KilledNotifierIT.publish(bus, ACCOUNT, 1);
        everybodyHeardOfIt(1);
        assertThat(sink.got("/echo/web").getFirst().headers())
                .containsEntry("x-key", canaries.of("header that is reflected"));
        child.kill();
        KilledNotifierIT.publish(bus, ACCOUNT, 1);
        child.start();
        everybodyHeardOfIt(2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(child.get("/accounts/" + ACCOUNT + "/deliveries"))
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
        var own = "/accounts/" + ACCOUNT;
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
        assertThat(bus.deadLetters()).as("of the webhook that is gone").isNotEmpty();
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, ISO_8859_1);
    }

    /** Every row of every table, as a text. */
    private void rows() throws SQLException {
        var rows = new ArrayList<String>();
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
