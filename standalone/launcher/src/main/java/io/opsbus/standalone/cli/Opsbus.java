package io.opsbus.standalone.cli;

import io.opsbus.standalone.Operator;
import io.opsbus.standalone.RunSettings;
import io.opsbus.standalone.Settings;
import io.opsbus.standalone.demo.Demo;
import io.opsbus.standalone.demo.Echo;
import io.opsbus.standalone.elsewhere.Elsewhere;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./opsbus VERB}: parses the words, hands them to the verb. */
@Command(
        name = "opsbus",
        description = "Fleet operations on a message bus. 基于消息总线的运维系统。",
        mixinStandardHelpOptions = true,
        version = "opsbus 0.1.0",
        subcommands = {
            AccountVerb.class,
            AccessKeyVerb.class,
            AgentsVerb.class,
            MaintenanceVerb.class,
            BalanceVerb.class,
            ContactsVerb.class,
            DeliveriesVerb.class,
            EventsVerb.class,
            InhibitionsVerb.class,
            InvocationsVerb.class,
            SendingVerb.class,
            SilencesVerb.class,
            SubscriptionsVerb.class,
            TargetsVerb.class,
            TemplatesVerb.class
        },
        footer = {
            "",
            "Also: ./opsbus build | test | conformance | bench [NAME] (see README.md).",
            "Environment: OPSBUS_DATA, OPSBUS_PORT_OFFSET, OPSBUS_KAFKA, OPSBUS_REGISTRY,",
            "OPSBUS_POSTGRES, OPSBUS_POSTGRES_USER, OPSBUS_POSTGRES_PASSWORD,",
            "OPSBUS_AGENTS_BIND, OPSBUS_AGENTS_NAMES, OPSBUS_JAVA_HOME;",
            "verbs for operators of a system elsewhere: OPSBUS_URL, OPSBUS_CA,",
            "OPSBUS_OPERATOR_TOKEN, OPSBUS_OPERATOR_TOKEN_FILE."
        })
public final class Opsbus implements Callable<Integer> {
    static final String DATA = "Folder for everything that must survive a restart (default: ./data).";
    private static final String OFFSET = "Added to every port, so that two systems can live on one machine.";

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Opsbus());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println("opsbus: " + sentence(failure));
            return 1;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return 2;
    }

    @Command(
            name = "up",
            description = "Start everything and wait until it is healthy. 启动全部服务。",
            footer = {
                "",
                "What is not said is as it was last time in the same folder: to have it as if new, say --embedded,",
                "--port-offset 0, --without-agent, and OPSBUS_AGENTS_BIND= OPSBUS_AGENTS_NAMES= before the command.",
                "Settings that stay, of the services too: settings.env in the data folder (README.md).",
                "未指定的选项沿用上次启动的值；数据目录中的 settings.env 保存长期设置。"
            },
            mixinStandardHelpOptions = true)
    int up(
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data,
            @Option(names = "--port-offset", paramLabel = "N", description = OFFSET) @Nullable Integer offset,
            @Option(
                            names = "--kafka",
                            paramLabel = "HOST:PORT",
                            description =
                                    "Use this Kafka instead of the embedded one; it is spoken to in plaintext, without login.")
                    @Nullable
                    String kafka,
            @Option(
                            names = "--registry",
                            paramLabel = "URL",
                            description = "Use this schema registry (Confluent REST API).")
                    @Nullable
                    String registry,
            @Option(
                            names = "--postgres",
                            paramLabel = "JDBC",
                            description =
                                    "Use this server, e.g. jdbc:postgresql://db:5432/ ; user and password by environment.")
                    @Nullable
                    String postgres,
            @Option(
                            names = "--embedded",
                            description =
                                    "Kafka, registry and PostgreSQL of its own, whatever it was last time. 使用内置组件。")
                    boolean embedded,
            @Option(
                            names = "--with-agent",
                            description = "Make this machine a managed instance: commands run here, as you. 本机作为托管实例。")
                    boolean withAgent,
            @Option(names = "--without-agent", description = "No agent here, whatever it was last time. 不启动本机 Agent。")
                    boolean withoutAgent)
            throws IOException {
        if (withAgent && withoutAgent) {
            throw new IllegalArgumentException("--with-agent and --without-agent: one of them");
        }
        Boolean agent = (withAgent || withoutAgent) ? (Boolean) withAgent : null;
        var flags = new Settings.Flags(data, offset, kafka, registry, postgres, embedded, agent);
        return Up.run(home(), flags, System.getenv(), System.out);
    }

    @Command(name = "down", description = "Stop everything; data stays. 停止全部服务，数据保留。", mixinStandardHelpOptions = true)
    int down(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data) throws IOException {
        return new Down(settings(data), System.out).run();
    }

    @Command(
            name = "status",
            description = "Health of every service, with reasons. 查看健康状态。",
            mixinStandardHelpOptions = true)
    int status(
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data,
            @Option(names = "--json", description = "Every URL, key, version and figure, for scripts.") boolean json)
            throws IOException {
        return new Status(here("status", data), System.out).run(json);
    }

    @Command(name = "logs", description = "What a program wrote. 查看日志。", mixinStandardHelpOptions = true)
    int logs(
            @Parameters(paramLabel = "SERVICE", description = "Program or service as in status.") String name,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on as it grows.")
                    boolean follow,
            @Option(
                            names = {"-n", "--lines"},
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "Last N lines.")
                    int lines,
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException {
        return new Logs(here("logs", data), System.out).run(name, lines, follow);
    }

    @Command(
            name = "operator-token",
            description = "Print the token for the services' own HTTP APIs. 打印运维令牌。",
            mixinStandardHelpOptions = true)
    int operatorToken(@Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data)
            throws IOException {
        System.out.println(Operator.token(here("operator-token", data)));
        return 0;
    }

    @Command(
            name = "demo",
            description = {
                "Publish the guide's events and show what a subscriber gets; run the guide's echo 123 on this machine, as you.",
                "演示：发布指南的示例事件；在本机以当前用户身份执行 echo 123。"
            },
            mixinStandardHelpOptions = true)
    int demo(
            @Option(names = "--data", paramLabel = "DIR", description = DATA) @Nullable Path data,
            @Option(names = "--without-agent", description = "Events only: nothing is run on this machine. 不在本机执行命令。")
                    boolean withoutAgent)
            throws IOException {
        Settings settings = here("demo", data);
        int events = new Demo(settings, System.out).run();
        return withoutAgent ? events : Math.max(events, new Echo(settings, System.out).run());
    }

    static Settings settings(@Nullable Path data) throws IOException {
        Path home = home();
        Settings.Flags flags = Settings.Flags.in(data);
        Optional<Settings> ran = RunSettings.read(Settings.data(home, flags, System.getenv()), home);
        return ran.isPresent() ? ran.get() : Settings.of(home, flags, System.getenv());
    }

    /**
     * The settings of a verb that looks at this machine alone.
     *
     * @throws IllegalArgumentException when the environment names a system elsewhere and nobody says that this one is meant
     */
    static Settings here(String verb, @Nullable Path data) throws IOException {
        for (String name : List.of(Elsewhere.ENV_URL, Elsewhere.ENV_TOKEN, Elsewhere.ENV_TOKEN_FILE)) {
            if (data == null && !System.getenv().getOrDefault(name, "").isBlank()) {
                throw new IllegalArgumentException(
                        "./opsbus " + verb + " is for a system in a data folder of this machine, and " + name
                                + " names one elsewhere; unset it, or say which folder is meant: --data DIR");
            }
        }
        return settings(data);
    }

    private static Path home() {
        String home = System.getProperty("opsbus.home");
        if (home == null) {
            throw new IllegalArgumentException(
                    "start this through ./opsbus: the system property opsbus.home is missing");
        }
        return Path.of(home);
    }

    /** One sentence for people; what the JDK says of files is their names alone. */
    static String sentence(Exception failure) {
        String message = failure.getMessage();
        return switch (failure) {
            case NoSuchFileException none -> "There is no file " + none.getFile() + ".";
            case AccessDeniedException denied ->
                denied.getFile() + " is not to be read or written by " + System.getProperty("user.name")
                        + ". What belongs to a system is for the user who started it: run this as that user.";
            case FileSystemException other
            when other.getReason() == null ->
                other.getFile() + " cannot be used (" + other.getClass().getSimpleName() + ").";
            default -> message == null || message.isBlank() ? failure.toString() : message;
        };
    }
}
