package io.opsbus.testkit;

import io.opsbus.standalone.backbone.BackboneServer;
import io.opsbus.standalone.backbone.KafkaServer;
import io.opsbus.standalone.backbone.PostgresServer;
import io.opsbus.standalone.backbone.RegistryServer;
import io.opsbus.standalone.backbone.process.ChildGuard;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** A server in a child process, started when first asked for, with the faults a test can inflict on it. */
class EmbeddedServer<S extends BackboneServer> implements Backbone.Faults {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ChildGuard guard;
    private final Starter<S> starter;
    private @Nullable S server;
    private Optional<BrokenFile> broken = Optional.empty();

    /** Starts the server, always at the same address and on the same data. */
    interface Starter<S extends BackboneServer> {
        S start() throws StartFailure;
    }

    EmbeddedServer(ChildGuard guard, Starter<S> starter) {
        this.guard = guard;
        this.starter = starter;
    }

    /** The server; started if it never was. After {@link #kill} this is the dead one until {@link #start}. */
    final synchronized S running() {
        S current = server;
        return current == null ? startNow() : current;
    }

    @Override
    public final synchronized void start() {
        S current = server;
        if (current == null || !current.child().alive()) {
            startNow();
        }
    }

    @Override
    public final synchronized void kill() {
        switch (running()) {
            case PostgresServer postgres -> postgres.kill();
            case KafkaServer kafka -> kafka.child().stop(Signal.KILL, Duration.ofSeconds(10));
            case RegistryServer registry -> registry.child().stop(Signal.KILL, Duration.ofSeconds(10));
        }
    }

    @Override
    public final synchronized void pause() {
        running().child().signal(Signal.STOP);
    }

    @Override
    public final synchronized void resume() {
        running().child().signal(Signal.CONT);
    }

    @Override
    public final synchronized void fill() {
        Room.NONE.of(running().child().pid());
    }

    @Override
    public final synchronized void free() {
        if (running().child().alive()) {
            Room.ALL.of(running().child().pid());
        }
    }

    @Override
    public final synchronized void breakDisk() {
        mendDisk();
        broken = Optional.of(
                switch (running()) {
                    case PostgresServer postgres -> BrokenFile.nextOf(postgres);
                    case KafkaServer kafka -> BrokenFile.nextOf(kafka);
                    case RegistryServer _ -> throw new TestAbortedException("the registry here has no disk");
                });
    }

    @Override
    public final synchronized void mendDisk() {
        broken.ifPresent(BrokenFile::mend);
        broken = Optional.empty();
    }

    private S startNow() {
        try {
            S started = starter.start();
            guard.watch(started.child(), endSignal(started));
            started.awaitReady(LIMIT);
            server = started;
            return started;
        } catch (StartFailure e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The data is thrown away, so only an AOT cache in the making and PostgreSQL's shared memory ask for good manners. */
    private static Signal endSignal(BackboneServer server) {
        return switch (server) {
            case PostgresServer postgres -> postgres.endSignal();
            case KafkaServer kafka -> kafka.trainsCache() ? kafka.endSignal() : Signal.KILL;
            case RegistryServer registry -> registry.trainsCache() ? registry.endSignal() : Signal.KILL;
        };
    }
}
