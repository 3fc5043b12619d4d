package io.opsbus.testkit;

import org.opentest4j.TestAbortedException;

/**
 * Kafka, PostgreSQL and a schema registry for tests: one of each for the whole test JVM, started when first asked for,
 * ended with the JVM however that ends.
 *
 * <p>The system property {@code opsbus.backbone} chooses the maker: {@code embedded} (default; child processes from
 * Maven Central's jars), {@code containers} (Testcontainers; a Docker engine must be reachable) or {@code external}
 * (running servers, named by {@code opsbus.backbone.bootstrap}, {@code opsbus.backbone.postgres.url},
 * {@code opsbus.backbone.postgres.user}, {@code opsbus.backbone.postgres.password}, {@code opsbus.backbone.registry}).
 *
 * <p>Servers are shared by all tests of the JVM: use fresh databases, topic names and consumer groups, and undo a fault.
 * All methods may be called from any thread. A server that cannot be started makes them throw
 * {@link IllegalStateException} with the reason.
 */
public interface Backbone {
    /** The backbone of this test JVM. */
    static Backbone get() {
        return SharedBackbone.get();
    }

    Kafka kafka();

    Postgres postgres();

    /** Base of the registry's Confluent-compatible API, without a slash at the end. Starts the registry when first asked. */
    String registryUrl();

    /** For {@code bootstrap.servers}. Starts the broker when first asked. */
    default String bootstrap() {
        return kafka().bootstrap();
    }

    /** The broker. Topics are never made by a mere use of their name. */
    interface Kafka extends Faults {
        String bootstrap();
    }

    /** The database server. */
    interface Postgres extends Faults {
        /** Base of all database URLs, ending in a slash. */
        String serverUrl();

        String user();

        String password();

        /** A database of that name, made unless it exists: lower-case letters, digits and underscores. */
        Database database(String name);

        /** An empty database nobody else uses. */
        Database newDatabase();
    }

    /** One database. {@code toString} leaves the password out. */
    record Database(String name, String url, String user, String password) {
        @Override
        public String toString() {
            return "Database[" + url + "]";
        }
    }

    /**
     * What can happen to a server. Address, data and passwords stay the same over all of it. A maker that cannot do this
     * aborts the calling test (it counts as skipped, with the reason).
     */
    interface Faults {
        /** The server's process dies at once, without a last word. */
        void kill();

        /** Starts a killed server again and returns when it answers; does nothing if it runs. */
        void start();

        /** The server freezes: it keeps its connections and answers nothing. */
        void pause();

        /** A frozen server goes on. */
        void resume();

        /**
         * Nothing can be written any more, as on a full disk: whatever the server's processes write to a file fails. They may end of it, or later.
         */
        default void fill() {
            throw new TestAbortedException("a full disk needs the embedded backbone");
        }

        /** There is room again; a server that has ended of it is started by {@link #start}. */
        default void free() {
            throw new TestAbortedException("a full disk needs the embedded backbone");
        }

        /**
         * The disk is broken: a file the server is about to write, and has to, answers with an input/output error (EIO) from now on. It ends of it, the
         * broker within seconds; the database comes back by itself as often as it ends.
         */
        default void breakDisk() {
            throw new TestAbortedException("a broken disk needs the embedded backbone");
        }

        /** The disk is well again; a server that has ended of it is started by {@link #start}. */
        default void mendDisk() {
            throw new TestAbortedException("a broken disk needs the embedded backbone");
        }

        /** {@link #kill} and {@link #start}. */
        default void restart() {
            kill();
            start();
        }
    }
}
