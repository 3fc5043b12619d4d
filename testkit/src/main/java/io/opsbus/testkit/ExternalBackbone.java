package io.opsbus.testkit;

import org.opentest4j.TestAbortedException;

/** Servers somebody else runs; we cannot do them any harm. */
record ExternalBackbone(String bootstrap, String registryUrl, Postgres postgres) implements Backbone {
    static ExternalBackbone fromProperties() {
        return new ExternalBackbone(
                property("bootstrap"),
                property("registry"),
                new Server(property("postgres.url"), property("postgres.user"), property("postgres.password")));
    }

    private static String property(String name) {
        String value = System.getProperty("opsbus.backbone." + name);
        if (value == null) {
            throw new IllegalStateException("opsbus.backbone=external needs -Dopsbus.backbone." + name);
        }
        return value;
    }

    @Override
    public Kafka kafka() {
        return new Broker(bootstrap);
    }

    record Broker(String bootstrap) implements Kafka, Untouchable {}

    record Server(String serverUrl, String user, String password) implements Postgres, Untouchable {
        Server {
            if (!serverUrl.endsWith("/")) {
                throw new IllegalArgumentException("opsbus.backbone.postgres.url must end in a slash: " + serverUrl);
            }
        }

        @Override
        public Database database(String name) {
            return PostgresDatabases.make(serverUrl, user, password, name);
        }

        @Override
        public Database newDatabase() {
            return database(PostgresDatabases.freshName());
        }

        @Override
        public String toString() {
            return "Server[" + serverUrl + "]";
        }
    }

    /** No faults on servers that are not ours. */
    interface Untouchable extends Faults {
        private static TestAbortedException refusal() {
            return new TestAbortedException("faults need the embedded or the container backbone");
        }

        @Override
        default void kill() {
            throw refusal();
        }

        @Override
        default void start() {
            throw refusal();
        }

        @Override
        default void pause() {
            throw refusal();
        }

        @Override
        default void resume() {
            throw refusal();
        }
    }
}
