package io.opsbus.command;

import io.opsbus.command.program.CommandType;
import io.opsbus.command.program.Execution;
import io.opsbus.command.program.Parameters;
import io.opsbus.command.program.Program;
import io.opsbus.command.program.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The cast of this service's tests. */
public final class Given {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    public static final RegionId HANGZHOU = new RegionId("cn-hangzhou");
    public static final RegionId BEIJING = new RegionId("cn-beijing");
    public static final AccountId ALICE = new AccountId("1600000000000001");
    public static final AccountId BOB = new AccountId("1600000000000002");
    public static final Scope ALICES = new Scope(ALICE, HANGZHOU);

    private Given() {}

    public static CommandId id(int number) {
        return new CommandId("c-%032x".formatted(number));
    }

    /** Another one for each number. */
    public static Command command(Scope scope, int number) {
        return command(scope, number, "command-" + number);
    }

    public static Command command(Scope scope, int number, String name) {
        return Command.fresh(
                id(number),
                scope,
                new Labels(name, "", Tags.NONE, ""),
                program("echo " + number),
                Origin.fresh(NOON.plusSeconds(number)));
    }

    /** With something in every field. */
    public static Command rich(Scope scope, int number) {
        return Command.fresh(
                id(number),
                scope,
                new Labels("备份 ☂", "two\nlines", Tags.of(Map.of("owner", "zhang", "env", "")), "rg-1"),
                new Program(
                        CommandType.POWER_SHELL,
                        Script.of(new byte[] {0, -1, 'e', '{', '{', 'a', '}', '}'}),
                        new Parameters(true, List.of("a", "File_1")),
                        new Execution("/home/x y", "python3 -u", Duration.ofSeconds(61))),
                new Origin(NOON.plusMillis(7), 3, id(99)));
    }

    public static Program program(String script) {
        return new Program(
                CommandType.SHELL,
                Script.of(script.getBytes(StandardCharsets.UTF_8)),
                Parameters.OFF,
                new Execution("", "", Duration.ofHours(1)));
    }
}
