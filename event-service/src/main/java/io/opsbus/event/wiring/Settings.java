package io.opsbus.event.wiring;

import io.opsbus.event.bus.NoticeNames;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.health.HealthRules;
import io.opsbus.event.kind.Families;
import io.opsbus.event.rpc.ecs.EventDesk;
import java.time.Duration;
import java.time.Period;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in
 * {@code event-service.yml}.
 *
 * @param kafka where Kafka is
 * @param registry where the schema registry is
 * @param postgres where PostgreSQL is
 * @param event settings of this service alone
 */
@ConfigurationProperties("opsbus")
public record Settings(
        @DefaultValue Kafka kafka,
        @DefaultValue Registry registry,
        @DefaultValue Postgres postgres,
        @DefaultValue Event event) {

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
            require(!bootstrap.isBlank(), "opsbus.kafka.bootstrap", "must not be empty");
            require(replication >= 1, "opsbus.kafka.replication", "must be at least 1");
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
            require(url.startsWith("http"), "opsbus.registry.url", "must be an http(s) URL");
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
            require(url.startsWith("jdbc:postgresql:"), "opsbus.postgres.url", "must begin with jdbc:postgresql:");
            require(url.endsWith("/"), "opsbus.postgres.url", "must end in /: the service adds its database's name");
        }

        @Override
        public String toString() {
            return "Postgres[url=" + url + ", user=" + user + "]";
        }
    }

    /**
     * This service.
     *
     * @param database name of its database
     * @param recent how many events of one account stay readable
     * @param connections most database connections
     * @param keys how long the identical event posted again is known as such
     * @param cycle the life cycle of system events
     * @param api the API of system events
     */
    public record Event(
            @DefaultValue("opsbus_event") String database,
            @DefaultValue("1000") int recent,
            @DefaultValue("8") int connections,
            @DefaultValue("30d") Duration keys,
            @DefaultValue Cycle cycle,
            @DefaultValue Api api) {
        /** Refuses what cannot work. */
        public Event {
            require(!database.isBlank(), "opsbus.event.database", "must not be empty");
            require(recent >= 1, "opsbus.event.recent", "must be at least 1");
            require(connections >= 4, "opsbus.event.connections", "must be at least 4: the relay keeps one");
            require(keys.compareTo(Duration.ofDays(1)) >= 0, "opsbus.event.keys", "must be at least 1d");
        }
    }

    /**
     * The life cycle of system events.
     *
     * @param reminder how long before its execution the user is reminded of a planned event; 0 for never
     * @param execution how long an execution may take
     * @param lead how long before the first plan the latest time lies a user may move it to
     * @param kept how long a closed event can be queried, for instance {@code P2M} or {@code P30D}
     * @param names which state a notice announces in its envelope
     */
    public record Cycle(
            @DefaultValue("1h") Duration reminder,
            @DefaultValue("6h") Duration execution,
            @DefaultValue("30m") Duration lead,
            @DefaultValue("P2M") Period kept,
            @DefaultValue("ANNOUNCED") NoticeNames names) {
        /** Refuses what cannot work. */
        public Cycle {
            require(!reminder.isNegative(), "opsbus.event.cycle.reminder", "must not be negative");
            require(execution.isPositive(), "opsbus.event.cycle.execution", "must be positive");
            require(!lead.isNegative(), "opsbus.event.cycle.lead", "must not be negative");
            require(!kept.isNegative() && !kept.isZero(), "opsbus.event.cycle.kept", "must be positive");
        }

        CycleRules rules() {
            return new CycleRules(reminder, execution, lead, kept);
        }
    }

    /**
     * The API of system events.
     *
     * @param url where the gateway reaches this service; empty means where it listens
     * @param excluded instance families without system events, separated by commas; empty means the guide's
     * @param simulations how many simulated events of an account may be open
     * @param boot how long after its start an instance may take until its agent is heard of
     * @param silence how long an agent may be silent before nothing is known of its instance
     */
    public record Api(
            @DefaultValue("") String url,
            @DefaultValue Set<String> excluded,
            @DefaultValue("1000") int simulations,
            @DefaultValue("5m") Duration boot,
            @DefaultValue("3m") Duration silence) {
        /** Refuses what cannot work. */
        public Api {
            excluded = Set.copyOf(excluded);
            require(simulations >= 0, "opsbus.event.api.simulations", "must not be negative");
            require(!boot.isNegative(), "opsbus.event.api.boot", "must not be negative");
            require(silence.isPositive(), "opsbus.event.api.silence", "must be positive");
        }

        EventDesk.Rules rules() {
            var families = excluded.isEmpty() ? Families.GUIDE : new Families(excluded);
            return new EventDesk.Rules(new HealthRules(boot, silence), families, simulations);
        }
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
