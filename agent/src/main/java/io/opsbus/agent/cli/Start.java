package io.opsbus.agent.cli;

import io.opsbus.agent.update.Version;
import io.opsbus.agent.update.Versions;
import io.opsbus.agent.wire.AgentVersion;
import io.opsbus.agent.wire.Home;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts the version of the agent that is to run: a published one, or what was installed. This class is always the installed one, and
 * it alone decides whether a version on trial works: a new version can neither forget to say that it does, nor say so falsely while
 * it is not connected.
 */
public final class Start {
    private static final String AGENT = "io.opsbus.agent.cli.Agent";
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration TRIAL = Duration.ofMinutes(3);
    /** What connects and fails right after has not come up. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private Start() {}

    /** As {@link Agent#main}. */
    @SuppressWarnings("SystemOut") // there is no log yet
    public static void main(String[] words) throws InterruptedException, IOException {
        if (!(Arguments.read(words) instanceof Arguments.Read.Good(Arguments arguments))
                || arguments.verb() != Arguments.Verb.RUN) {
            Agent.main(words);
            return;
        }
        Home home = Agent.home(arguments, Agent.environment(arguments, System::getenv, UnitFiles.USUAL));
        InstantSource clock = Clock.systemUTC();
        if (home.isRegistered() && AgentLock.isAgents(home)) {
            // nor is the installed version started: were the other to end now, it would run instead of the one that is
            // to
            System.out.println(AgentLock.another(home));
            System.exit(1);
        }
        // no version can show anything on a machine that is not registered: no start of it is counted
        Optional<Version> chosen = home.isRegistered() ? chosen(home.versions(), clock) : Optional.empty();
        if (chosen.isEmpty()) {
            Agent.main(words);
            return;
        }
        if (home.versions().standing().trial().isPresent()) {
            watch(home, chosen.get(), clock, trial(System.getProperty("opsbus.agent.trial", "")));
        }
        run(chosen.get(), home.versions(), clock, words);
    }

    /** A disk that is full must not keep the installed version from starting. */
    @SuppressWarnings("SystemOut") // there is no log yet
    private static Optional<Version> chosen(Versions versions, InstantSource clock) {
        try {
            return versions.begin(AgentVersion.BUILD, clock.instant());
        } catch (IOException unwritable) {
            System.out.println("the installed version is started, for the others cannot be looked at: " + unwritable);
            return Optional.empty();
        }
    }

    private static Duration trial(String seconds) {
        return seconds.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(seconds)) : TRIAL;
    }

    /** Until it is connected for a while; a version that is not connected in time is ended, and the one before is started next. */
    private static void watch(Home home, Version version, InstantSource clock, Duration patience) throws IOException {
        home.note("state", "starting");
        long begun = System.nanoTime();
        Thread.ofPlatform().daemon().name("trial").start(() -> {
            long away = begun;
            while (System.nanoTime() - begun < patience.toNanos()) {
                if (!isConnected(home)) {
                    away = System.nanoTime();
                } else if (System.nanoTime() - away >= SETTLED.toNanos()) {
                    ended(() -> home.versions().proven(version));
                    return;
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            ended(() -> home.versions().refuse(version, clock.instant()));
            // a version that hangs may hang in its end too
            Runtime.getRuntime().halt(End.OUTDATED.status());
        });
    }

    private static boolean isConnected(Home home) {
        try {
            return home.note("state").startsWith("connected");
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** What a trial comes to. */
    @FunctionalInterface
    private interface Outcome {
        void note() throws IOException;
    }

    @SuppressWarnings("SystemOut") // the log is the other version's
    private static void ended(Outcome outcome) {
        try {
            outcome.note();
        } catch (IOException full) {
            // its next start counts once more
            System.out.println("the end of a trial was not noted: " + full);
        }
    }

    /** Another version's classes are unknown here, and may have the names of ours: hence a loader of their own, and a name. */
    @SuppressWarnings("SystemOut") // the log is the other version's
    private static void run(Version version, Versions versions, InstantSource clock, String[] words) {
        System.setProperty(AgentVersion.STARTED_AS, version.text());
        try {
            var loader = new URLClassLoader(
                    "agent " + version, urls(versions.jars(version)), ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            Class.forName(AGENT, true, loader).getMethod("main", String[].class).invoke(null, (Object) words);
        } catch (InvocationTargetException ended) {
            System.out.println("version " + version + " ended: " + ended.getCause());
            Runtime.getRuntime().halt(End.OUTDATED.status());
        } catch (ReflectiveOperationException | LinkageError | IOException broken) {
            System.out.println("version " + version + " cannot be started: " + broken);
            ended(() -> versions.broken(version, clock.instant()));
            Runtime.getRuntime().halt(End.OUTDATED.status());
        }
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
