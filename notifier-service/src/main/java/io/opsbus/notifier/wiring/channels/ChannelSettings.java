package io.opsbus.notifier.wiring.channels;

import io.opsbus.notifier.channel.mail.MailServer;
import io.opsbus.notifier.channel.sms.SmsService;
import io.opsbus.notifier.channel.sms.Smsc;
import io.opsbus.notifier.grant.KafkaGrant;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target.Login;
import io.opsbus.notifier.wiring.settings.Demand;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The servers people and queues are reached through, prefix {@code opsbus.notifier}; a channel whose server is not set fails every attempt
 * as {@code no-channel}, and its deliveries wait.
 */
@ConfigurationProperties("opsbus.notifier")
record ChannelSettings(
        @DefaultValue Mail mail,
        @DefaultValue Sms sms,
        @DefaultValue QueueService queue,
        @DefaultValue List<KafkaTopics> kafkaTopics) {

    /** The topics accounts may write to. */
    List<KafkaGrant> grants() {
        return kafkaTopics.stream()
                .map(one -> new KafkaGrant(one.account, one.bootstrap, one.prefix))
                .toList();
    }

    /**
     * Topics an account may write to; see {@link KafkaGrant}.
     *
     * @param account whose, or {@code *}
     * @param bootstrap the cluster
     * @param prefix what the topics' names begin with
     */
    record KafkaTopics(
            @DefaultValue("") String account,
            @DefaultValue("") String bootstrap,
            @DefaultValue("") String prefix) {}

    /**
     * Mail.
     *
     * @param host the SMTP server; empty for none
     * @param security {@code starttls}, {@code tls} or {@code none}
     * @param user empty for a server that asks for no login
     * @param from the sender's address
     * @param timeout for each answer of the server
     * @param atOnce messages under way at the same time
     * @param attemptTimeout the longest one attempt may take
     */
    record Mail(
            @DefaultValue("") String host,
            @DefaultValue("587") int port,
            @DefaultValue("starttls") String security,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("opsbus@localhost") String from,
            @DefaultValue("10s") Duration timeout,
            @DefaultValue("8") int atOnce,
            @DefaultValue("30s") Duration attemptTimeout) {
        Mail {
            Demand.that(atOnce >= 1, "opsbus.notifier.mail.at-once", "must be at least 1");
            Demand.that(
                    attemptTimeout.compareTo(timeout) > 0,
                    "opsbus.notifier.mail.attempt-timeout",
                    "must be longer than mail.timeout, which is for one answer");
        }

        Optional<MailServer> server() {
            return host.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new MailServer(
                            host,
                            port,
                            MailServer.Security.valueOf(security.toUpperCase(Locale.ROOT)),
                            login(user, password),
                            from,
                            timeout,
                            platformTrust()));
        }

        @Override
        public String toString() {
            return "Mail[host=" + host + ", port=" + port + ", security=" + security + ", user=" + user + "]";
        }
    }

    /**
     * Short messages: over SMPP when {@code host} is set, else over HTTP when {@code url} is.
     *
     * @param host the SMSC
     * @param tls whether SMPP is spoken over TLS
     * @param user system id of SMPP, or access key id of HTTP
     * @param source the sender of SMPP
     * @param perSecond how many messages the SMSC takes a second
     * @param timeout for each answer of the SMSC
     * @param atOnce texts under way to the SMSC at the same time
     * @param attemptTimeout the longest one attempt may take by way of the SMSC
     * @param url endpoint of a service of the SendSms form
     * @param signName its registered sender
     * @param templateCode its template, which has one variable
     * @param variable the variable's name
     * @param dailyParts how many parts an account may send in a day of UTC; 0: no bound
     */
    record Sms(
            @DefaultValue("") String host,
            @DefaultValue("2775") int port,
            @DefaultValue("false") boolean tls,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("") String systemType,
            @DefaultValue("OpsBus") String source,
            @DefaultValue("10") int perSecond,
            @DefaultValue("10s") Duration timeout,
            @DefaultValue("8") int atOnce,
            @DefaultValue("30s") Duration attemptTimeout,
            @DefaultValue("") String url,
            @DefaultValue("") String signName,
            @DefaultValue("") String templateCode,
            @DefaultValue("content") String variable,
            @DefaultValue("0") int dailyParts) {
        /** A text has at most so many parts, all of which go in the first half of an attempt. */
        private static final int PARTS = 10;

        Sms {
            Demand.that(perSecond >= 1, "opsbus.notifier.sms.per-second", "must be at least 1");
            Demand.that(atOnce >= 1, "opsbus.notifier.sms.at-once", "must be at least 1");
            Demand.that(
                    dailyParts == 0 || dailyParts >= PARTS,
                    "opsbus.notifier.sms.daily-parts",
                    "must be 0, for no bound, or at least " + PARTS + ": one text may have as many");
            Demand.that(
                    attemptTimeout.compareTo(timeout) > 0,
                    "opsbus.notifier.sms.attempt-timeout",
                    "must be longer than sms.timeout, which is for one answer");
            Demand.that(
                    attemptTimeout.dividedBy(2).toMillis() >= PARTS * 1000L / perSecond,
                    "opsbus.notifier.sms.attempt-timeout",
                    "must leave time, in its first half, for " + PARTS + " parts at sms.per-second");
        }

        Optional<Smsc> smsc() {
            return host.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Smsc(
                            host,
                            port,
                            new Login(user, Secret.of(password)),
                            systemType,
                            source,
                            perSecond,
                            timeout,
                            tls ? Optional.of(platformTrust()) : Optional.empty()));
        }

        Optional<SmsService> service() {
            return url.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new SmsService(
                            URI.create(url), new Login(user, Secret.of(password)), signName, templateCode, variable));
        }

        @Override
        public String toString() {
            return "Sms[host=" + host + ", port=" + port + ", url=" + url + ", user=" + user + "]";
        }
    }

    /**
     * The system's own queue-service.
     *
     * @param url where it takes calls, such as {@code http://127.0.0.1:18086/rpc}; empty for none
     */
    record QueueService(@DefaultValue("") String url) {}

    private static Optional<Login> login(String id, String secret) {
        return id.isEmpty() ? Optional.empty() : Optional.of(new Login(id, Secret.of(secret)));
    }

    private static SSLContext platformTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no TLS", e);
        }
    }
}
