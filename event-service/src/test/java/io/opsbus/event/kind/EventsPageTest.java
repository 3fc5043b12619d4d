package io.opsbus.event.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.health.HealthStatus;
import io.opsbus.event.kind.Advice.Language;
import io.opsbus.schemas.EventName;
import io.opsbus.schemas.EventNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/events.md}: the words of events, as the code has them. */
class EventsPageTest {
    private static final String HEAD = """
            # Events

            Made from `EventNameTable`, `EventType`, `EventStatus` and `HealthStatus`; a test fails when the two differ. On which topic a family
            is, stands in [topics.md](topics.md); `DescribeSystemEventMetaList` answers the names and levels too.

            """;

    @Test
    void thePageIsTheCode() throws IOException {
        Path file = Path.of(Objects.requireNonNull(System.getProperty("opsbus.home")), "docs", "events.md");
        if (Boolean.getBoolean("opsbus.docs.write")) {
            Files.writeString(file, page());
        }
        assertThat(Files.readString(file))
                .as("rewrite it with -Dtest=EventsPageTest -Dopsbus.docs.write=true")
                .isEqualTo(page());
    }

    private static String page() {
        return HEAD + statuses() + types() + names() + health();
    }

    private static String statuses() {
        return """
                ## States of a system event

                `EventCycleStatus`, and the end of its notice's name. Open ones come to one of the closed ones.

                | state | code | |
                |---|---|---|
                """
                + rows(
                        Arrays.asList(EventStatus.values()),
                        status -> "| `%s` | %d | %s |"
                                .formatted(status.word(), status.code(), status.isOpen() ? "open" : "closed"));
    }

    private static String types() {
        return """

                ## Types of system events

                `EventType`. What a user does by the API before it is executed avoids it. Of the disks' types none does: they end by themselves.

                | type | code | what it is | executed, it | avoided by | |
                |---|---|---|---|---|---|
                """
                + rows(
                        Arrays.asList(EventType.values()),
                        type -> "| `%s` | %d | %s | %s | %s | %s |"
                                .formatted(
                                        type.word(),
                                        type.code(),
                                        Advice.of(type, Language.ENGLISH).name(),
                                        done(type.operation()),
                                        deeds(type),
                                        traits(type)));
    }

    private static String done(Operation operation) {
        return operation == Operation.NONE
                ? "does nothing"
                : operation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String deeds(EventType type) {
        return Arrays.stream(Deed.values())
                .filter(type::isAvoidedBy)
                .map(deed -> deed.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String traits(EventType type) {
        List<String> can = new ArrayList<>();
        if (type.has(EventType.Trait.RESCHEDULABLE)) {
            can.add("its time can be moved");
        }
        if (type.has(EventType.Trait.SIMULATABLE)) {
            can.add("can be simulated");
        }
        return String.join(", ", can);
    }

    private static String names() {
        return """

                ## Names of events

                What `EventPattern` and subscriptions go by. A name with states ends in one of them: `Instance:SystemMaintenance.Reboot:Scheduled`.
                Where states or results have levels of their own, the event says which.

                | name | states | levels | type of event | family |
                |---|---|---|---|---|
                """
                + rows(
                        EventNames.ALL,
                        line -> "| `%s` | %s | %s | %s | `%s` |"
                                .formatted(
                                        line.prefix(),
                                        states(line),
                                        levels(line),
                                        line.kind() == EventName.Kind.NOT_STATED ? "not stated" : line.kind(),
                                        line.family().topic().name()));
    }

    private static String states(EventName line) {
        return line.hasStates()
                ? line.levels().keySet().stream()
                        .sorted()
                        .map(state -> "`" + state + "`")
                        .collect(Collectors.joining(", "))
                : "none";
    }

    private static String levels(EventName line) {
        var byLevels = new TreeMap<String, List<String>>();
        line.levels()
                .forEach((state, levels) -> byLevels.computeIfAbsent(
                                levels.stream().sorted().map(Enum::name).collect(Collectors.joining(" or ")),
                                _ -> new ArrayList<>())
                        .add(state));
        return byLevels.size() == 1
                ? byLevels.firstKey()
                : byLevels.entrySet().stream()
                        .map(each -> each.getKey() + ": "
                                + each.getValue().stream().sorted().collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; "));
    }

    private static String health() {
        return """

                ## States of health

                `HealthStatus` of instances and disks, in any case; replies write `Ok`, the guide `OK`.

                | state | code |
                |---|---|
                """
                + rows(
                        Arrays.asList(HealthStatus.values()),
                        status -> "| `%s` | %d |".formatted(status.word(), status.code()));
    }

    private static <T> String rows(List<T> all, java.util.function.Function<T, String> row) {
        return all.stream().map(row).collect(Collectors.joining("\n", "", "\n"));
    }
}
