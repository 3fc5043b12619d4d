package io.opsbus.notifier.wiring;

import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.http.WebLimits;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.wiring.settings.Accounts;
import io.opsbus.notifier.wiring.settings.Caps;
import io.opsbus.notifier.wiring.settings.Contacts;
import io.opsbus.notifier.wiring.settings.DeadLetters;
import io.opsbus.notifier.wiring.settings.Demand;
import io.opsbus.notifier.wiring.settings.Disable;
import io.opsbus.notifier.wiring.settings.Egress;
import io.opsbus.notifier.wiring.settings.Keeping;
import io.opsbus.notifier.wiring.settings.MasterKeySource;
import io.opsbus.notifier.wiring.settings.Retry;
import io.opsbus.notifier.wiring.settings.Webhooks;
import io.opsbus.seal.KeyRing;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in {@code notifier-service.yml}.
 *
 * @param kafka where Kafka is
 * @param registry where the schema registry is
 * @param postgres where PostgreSQL is
 * @param notifier settings of this service alone
 */
@ConfigurationProperties("opsbus")
public record Settings(
        @DefaultValue Kafka kafka,
        @DefaultValue Registry registry,
        @DefaultValue Postgres postgres,
        @DefaultValue Notifier notifier) {

    /**
     * Kafka.
     *
     * @param bootstrap {@code host:port[,host:port…]}
     * @param replication copies of each topic this service creates
     */
    public record Kafka(
            @DefaultValue("127.0.0.1:19092") String bootstrap,
            @DefaultValue("1") short replication) {
        /** Refuses what cannot work. */
        public Kafka {
            Demand.that(!bootstrap.isBlank(), "opsbus.kafka.bootstrap", "must not be empty");
            Demand.that(replication >= 1, "opsbus.kafka.replication", "must be at least 1");
        }
    }

    /**
     * Schema registry.
     *
     * @param url base of its Confluent-compatible API
     */
    public record Registry(
            @DefaultValue("http://127.0.0.1:18090/apis/ccompat/v7")
            String url) {
        /** Refuses what cannot work. */
        public Registry {
            Demand.that(url.startsWith("http"), "opsbus.registry.url", "must be an http(s) URL");
        }
    }

    /**
     * PostgreSQL.
     *
     * @param url base of the server's JDBC URLs, ends in {@code /}
     * @param user role of this service
     * @param password its password
     */
    public record Postgres(
            @DefaultValue("jdbc:postgresql://127.0.0.1:15432/")
            String url,

            @DefaultValue("postgres") String user,
            @DefaultValue("") String password) {
        /** Refuses what cannot work. */
        public Postgres {
            Demand.that(url.startsWith("jdbc:postgresql:"), "opsbus.postgres.url", "must begin with jdbc:postgresql:");
            Demand.that(
                    url.endsWith("/"), "opsbus.postgres.url", "must end in /: the service adds its database's name");
        }

        @Override
        public String toString() {
            return "Postgres[url=" + url + ", user=" + user + "]";
        }
    }

    /**
     * This service.
     *
     * @param url where the gateway reaches this service; empty means where it listens
     * @param database name of its database
     * @param connections most database connections
     * @param hold the longest a batch waits for its attempts before the rest is parked
     * @param attemptTimeout the longest one attempt may take, from hand-over to the last byte of the answer; mail and short messages have their own
     * @param window how many attempts at once a target gets, and the process in all
     * @param retry when a failed delivery is tried again
     * @param history how long past events are kept
     * @param attempts how long attempts are kept to be searched
     * @param deadLetters how long dead deliveries can be redriven
     * @param disable when a target that only fails is disabled
     * @param caps how many things an account may have
     * @param egress which addresses may be dialled
     * @param webhooks what receivers of webhooks are asked first
     * @param contacts whether people confirm their addresses
     * @param accounts what accounts may hear and do about their own deliveries
     * @param secrets what seals the secrets of targets
     */
    public record Notifier(
            @DefaultValue("") String url,
            @DefaultValue("opsbus_notifier") String database,
            @DefaultValue("6") int connections,
            @DefaultValue("250ms") Duration hold,
            @DefaultValue("5s") Duration attemptTimeout,
            @DefaultValue Window window,
            @DefaultValue Retry retry,
            @DefaultValue Keeping history,
            @DefaultValue Keeping attempts,
            @DefaultValue DeadLetters deadLetters,
            @DefaultValue Disable disable,
            @DefaultValue Caps caps,
            @DefaultValue Egress egress,
            @DefaultValue Webhooks webhooks,
            @DefaultValue Contacts contacts,
            @DefaultValue Accounts accounts,
            @DefaultValue MasterKeySource secrets) {
        /** Refuses what cannot work. */
        public Notifier {
            Demand.that(!database.isBlank(), "opsbus.notifier.database", "must not be empty");
            Demand.that(connections >= 3, "opsbus.notifier.connections", "must be at least 3");
            history.check("opsbus.notifier.history");
            attempts.check("opsbus.notifier.attempts");
        }

        /** @param attempt the longest an attempt takes on any channel */
        Limits limits(Duration attempt) {
            return new Limits(window.first(), window.most(), window.all(), hold, attempt);
        }

        /** What one HTTP attempt may take. */
        public WebLimits webhook() {
            var base = WebLimits.DEFAULT;
            return new WebLimits(attemptTimeout, window.most(), 1, base.answer(), base.idle());
        }

        Optional<KeyRing> keys() {
            return secrets.keys();
        }

        /** Which addresses may be dialled. */
        public EgressPolicy egressPolicy() {
            return egress.policy();
        }
    }

    /**
     * Attempts at once.
     *
     * @param first to a new target
     * @param most to one target
     * @param all to all together
     */
    public record Window(
            @DefaultValue("16") int first,
            @DefaultValue("64") int most,
            @DefaultValue("2048") int all) {}
}
