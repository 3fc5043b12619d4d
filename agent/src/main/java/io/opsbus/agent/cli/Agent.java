package io.opsbus.agent.cli;

import io.opsbus.agent.update.UpdateKey;
import io.opsbus.agent.wire.AgentVersion;
import io.opsbus.agent.wire.Connection;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import io.opsbus.agent.wire.Patience;
import io.opsbus.agent.wire.Registrar;
import io.opsbus.agent.wire.Server;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The agent's command line. Exit status 0 when it did what it was told, 1 when not, 2 for a command line it cannot read; see {@link End}. */
public final class Agent {
    private static final String HELP = """
            usage: opsbus-agent [--home DIR] [what]
              (nothing)                 run, in the foreground, until SIGTERM
              -r, --register            make this machine a managed instance
                    -R, --RegionId ID  -I, --ActivationId ID  -C, --ActivationCode CODE
                    --server HOST:PORT [--ca FILE]  [-N, --InstanceName NAME]  [-T, --tag KEY=VALUE]...
                    --update-key FILE       take versions whose owner of this Ed25519 public key signed them
                    without --ActivationCode the code is read from OPSBUS_ACTIVATION_CODE
              -u, --deregister          end that
              --status                  registered, running, connected?
              -v, --version
              -h, --help
            """;

    private final PrintStream out;
    private final Function<String, @Nullable String> given;
    private final UnitFiles unit;

    Agent(PrintStream out, Function<String, @Nullable String> given, UnitFiles unit) {
        this.out = out;
        this.given = given;
        this.unit = unit;
    }

    /** Does what the command line says. */
    @SuppressWarnings("SystemOut") // a command line speaks there
    public static void main(String[] args) throws InterruptedException {
        System.exit(new Agent(System.out, System::getenv, UnitFiles.USUAL).run(args));
    }

    int run(String... words) throws InterruptedException {
        return switch (Arguments.read(words)) {
            case Arguments.Read.Bad(String why) -> {
                out.println(why);
                yield 2;
            }
            case Arguments.Read.Good(Arguments arguments) -> {
                try {
                    yield done(arguments);
                } catch (ConnectException | HttpTimeoutException away) {
                    out.println("the server does not answer");
                    yield 1;
                } catch (IOException | RuntimeException cannot) {
                    out.println(cannot.getMessage() == null ? cannot : cannot.getMessage());
                    yield 1;
                }
            }
        };
    }

    private int done(Arguments arguments) throws IOException, InterruptedException {
        Function<String, @Nullable String> environment = environment(arguments, given, unit);
        Home home = home(arguments, environment);
        return switch (arguments.verb()) {
            case HELP -> said(HELP.stripTrailing());
            case VERSION -> version(home);
            case STATUS -> status(home);
            case REGISTER -> register(home, arguments, environment);
            case DEREGISTER -> deregister(home, environment);
            case RUN -> serve(home, environment);
        };
    }

    /** What is given, and beneath it what the unit is told: another folder is another agent's than the unit's. */
    static Function<String, @Nullable String> environment(
            Arguments arguments, Function<String, @Nullable String> given, UnitFiles unit) {
        boolean usual = arguments.value("home").isEmpty() && given.apply("OPSBUS_AGENT_HOME") == null;
        return usual ? unit.beneath(given) : given;
    }

    static Home home(Arguments arguments, Function<String, @Nullable String> environment) {
        String named = environment.apply("OPSBUS_AGENT_HOME");
        return arguments
                .value("home")
                .or(() -> Optional.ofNullable(named))
                .map(folder -> new Home(Path.of(folder)))
                .orElseGet(() -> Home.usual(AgentVersion.osType(), environment));
    }

    /** What was installed, and what a start would run instead. */
    private int version(Home home) {
        home.versions()
                .standing()
                .runs()
                .filter(version -> version.isNewerThan(AgentVersion.BUILD))
                .ifPresent(version -> out.println("runs " + version));
        return said(AgentVersion.WIRE + " (OpsBus agent " + AgentVersion.BUILD + ")");
    }

    private int said(String text) {
        out.println(text);
        return 0;
    }

    private int no(String why) {
        out.println(why);
        return 1;
    }

    private int register(Home home, Arguments arguments, Function<String, @Nullable String> environment)
            throws IOException, InterruptedException {
        if (home.isRegistered()) {
            return no("register failed: this machine is registered already; --deregister first");
        }
        String code = arguments
                .value("ActivationCode")
                .or(() -> Optional.ofNullable(environment.apply("OPSBUS_ACTIVATION_CODE")))
                .orElse("");
        for (String needed : List.of("RegionId", "ActivationId")) {
            if (arguments.value(needed).isEmpty()) {
                return no("register failed: --" + needed + " is missing");
            }
        }
        Map<String, String> settings = new LinkedHashMap<>();
        arguments.value("server").ifPresent(host -> settings.put("server", new Connection(host, null).host()));
        if (arguments.has("ca")) {
            // --ca '' is none: that of an earlier registration goes
            settings.put(
                    "ca",
                    arguments
                            .value("ca")
                            .map(file -> Path.of(file).toAbsolutePath().toString())
                            .orElse(""));
        }
        Optional<String> otherwise = contradiction(settings, environment);
        if (otherwise.isPresent()) {
            return no("register failed: " + otherwise.get());
        }
        if (arguments.value("update-key").isPresent()) {
            Path key = Path.of(arguments.value("update-key").get()).toAbsolutePath();
            var _ = UpdateKey.read(key);
            settings.put("updateKey", key.toString());
        }
        home.settings(settings);
        Connection connection = home.connection(environment);
        KeyPair keys = Identity.freshKeys();
        String machine = home.machineId();
        var wanted = new Registrar.Wanted(
                arguments.value("ActivationId").orElseThrow(),
                code,
                arguments.value("RegionId").orElseThrow(),
                arguments.value("InstanceName").orElse(""),
                arguments.tags());
        try (HttpClient client = connection.client(Runnable::run)) {
            String id = new Registrar(connection, client).register(wanted, machine, keys);
            home.register(id, wanted.region(), machine, keys);
            out.println("register ok");
            if (AgentLock.isHeld(home)) {
                out.println("the agent that runs here is started anew as this instance within a minute,"
                        + " or now: systemctl restart opsbus-agent");
            }
            return said("instance id: " + id);
        }
    }

    /** A registration at one server whose service then speaks to another is nobody's wish. */
    private Optional<String> contradiction(
            Map<String, String> settings, Function<String, @Nullable String> environment) {
        for (var option : Home.VARIABLES.entrySet()) {
            String wins = environment.apply(option.getValue());
            String named = settings.get(option.getKey());
            if (named != null && !named.isEmpty() && wins != null && !wins.isEmpty() && !wins.equals(named)) {
                return Optional.of("--%s is %s, but the service obeys %s, which is %s; change that first (%s)"
                        .formatted(option.getKey(), named, option.getValue(), wins, unit.text()));
            }
        }
        return Optional.empty();
    }

    private int deregister(Home home, Function<String, @Nullable String> environment)
            throws IOException, InterruptedException {
        Optional<Identity> identity;
        try {
            identity = home.identity();
        } catch (NoSuchFileException lost) {
            home.deregister();
            return no("nothing to sign with, " + lost.getMessage() + " is missing; forgotten here, not there");
        }
        if (identity.isEmpty()) {
            return no("deregister failed: this machine is not registered");
        }
        Connection connection = home.connection(environment);
        try (HttpClient client = connection.client(Runnable::run)) {
            // first here: an agent that runs beside this would contradict it with its next heartbeat
            home.deregister();
            var server = new Server(
                    connection,
                    client,
                    identity.get(),
                    Clock.system(ZoneId.systemDefault()),
                    (_, _) -> {},
                    Patience.NONE);
            int status = server.post("/luban/api/instance/deregister", "").statusCode();
            return status == 200
                    ? said("deregister ok")
                    : no("the server answers " + status + "; forgotten here, not there");
        } catch (IOException away) {
            return no(
                    home.isRegistered()
                            ? "deregister failed: " + away.getMessage()
                            : "the server does not answer; forgotten here, not there");
        }
    }

    private int status(Home home) throws IOException {
        Optional<Identity> identity = home.identity();
        out.println("registered: " + identity.map(Identity::instanceId).orElse("no"));
        boolean running = AgentLock.isHeld(home);
        out.println("running:    " + (running ? "yes" : "no"));
        out.println("server:     " + (running ? home.note("state") : "not connected"));
        return identity.isPresent() && running ? 0 : 1;
    }

    private int serve(Home home, Function<String, @Nullable String> environment)
            throws IOException, InterruptedException {
        Optional<Identity> identity;
        try {
            identity = home.identity();
        } catch (NoSuchFileException lost) {
            out.println(
                    "this machine's registration lacks " + lost.getMessage() + "; --deregister and --register anew");
            return End.UNREGISTERED.status();
        }
        if (identity.isEmpty()) {
            out.println("this machine is not registered; --register first");
            return End.UNREGISTERED.status();
        }
        try (AgentLock lock = AgentLock.take(home)) {
            return lock == null
                    ? no(AgentLock.another(home))
                    : Serving.run(home, identity.get(), environment).status();
        }
    }
}
