package io.opsbus.command;

import static io.opsbus.command.Given.ALICES;
import static io.opsbus.command.Given.command;
import static io.opsbus.command.Given.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opsbus.command.program.Execution;
import io.opsbus.ledger.Decision;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SlotTest {
    private static final int QUOTA = 3;
    private static final Command COMMAND = command(ALICES, 1);
    private static final Edit RENAME = new Edit("other", null, null, null, null);
    private static final Edit SAME = new Edit("command-1", "", null, "", Duration.ofHours(1));

    enum State {
        EMPTY(new Slot(2, false, null)),
        EMPTY_ON_A_FULL_SHELF(new Slot(3, false, null)),
        TAKEN(new Slot(2, false, COMMAND)),
        TAKEN_AND_USED(new Slot(2, true, COMMAND));

        @SuppressWarnings("ImmutableEnumChecker") // a record of records
        final Slot slot;

        State(Slot slot) {
            this.slot = slot;
        }
    }

    enum Input {
        CREATE,
        EDIT,
        EDIT_THAT_CHANGES_NOTHING,
        DELETE
    }

    /** One row for each pair: what follows is a state, a fact and a refusal, or what cannot be. */
    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(State.EMPTY, Input.CREATE, "taken, Saved 1"),
                Arguments.of(State.EMPTY, Input.EDIT, "NotFound"),
                Arguments.of(State.EMPTY, Input.EDIT_THAT_CHANGES_NOTHING, "NotFound"),
                Arguments.of(State.EMPTY, Input.DELETE, "NotFound"),
                Arguments.of(State.EMPTY_ON_A_FULL_SHELF, Input.CREATE, "QuotaReached"),
                Arguments.of(State.EMPTY_ON_A_FULL_SHELF, Input.EDIT, "NotFound"),
                Arguments.of(State.EMPTY_ON_A_FULL_SHELF, Input.EDIT_THAT_CHANGES_NOTHING, "NotFound"),
                Arguments.of(State.EMPTY_ON_A_FULL_SHELF, Input.DELETE, "NotFound"),
                Arguments.of(State.TAKEN, Input.CREATE, "cannot be"),
                Arguments.of(State.TAKEN, Input.EDIT, "taken, Saved 2"),
                Arguments.of(State.TAKEN, Input.EDIT_THAT_CHANGES_NOTHING, "taken"),
                Arguments.of(State.TAKEN, Input.DELETE, "empty, Deleted 2"),
                Arguments.of(State.TAKEN_AND_USED, Input.CREATE, "cannot be"),
                Arguments.of(State.TAKEN_AND_USED, Input.EDIT, "taken, Saved 2"),
                Arguments.of(State.TAKEN_AND_USED, Input.EDIT_THAT_CHANGES_NOTHING, "taken"),
                Arguments.of(State.TAKEN_AND_USED, Input.DELETE, "InUse"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyInputIsDecidedInEveryState(State state, Input input, String expected) {
        if (expected.equals("cannot be")) {
            assertThatIllegalStateException().isThrownBy(() -> decide(state, input));
            return;
        }
        assertThat(said(decide(state, input))).isEqualTo(expected);
    }

    @Test
    void theTableIsComplete() {
        assertThat(table().map(row -> List.of(row.get()[0], row.get()[1])))
                .containsExactlyElementsOf(Arrays.stream(State.values())
                        .flatMap(state -> Arrays.stream(Input.values()).map(input -> List.<Object>of(state, input)))
                        .toList());
    }

    private static Decision<Slot, ?, CommandFact> decide(State state, Input input) {
        return switch (input) {
            case CREATE -> state.slot.create(COMMAND, QUOTA);
            case EDIT -> state.slot.edit(COMMAND.id(), RENAME);
            case EDIT_THAT_CHANGES_NOTHING -> state.slot.edit(COMMAND.id(), SAME);
            case DELETE -> state.slot.delete(COMMAND.id());
        };
    }

    private static String said(Decision<Slot, ?, CommandFact> decision) {
        return switch (decision) {
            case Decision.Refused<Slot, ?, CommandFact>(var refusal) ->
                refusal.getClass().getSimpleName();
            case Decision.Accepted<Slot, ?, CommandFact>(
                    @Nullable Slot slot,
                    var _,
                    List<CommandFact> facts,
                    var _) -> {
                String state = slot == null || slot.command() == null ? "empty" : "taken";
                yield facts.stream()
                        .map(fact -> ", " + fact.getClass().getSimpleName() + " " + fact.revision())
                        .reduce(state, String::concat);
            }
        };
    }

    @Test
    void anEditChangesWhatItNamesAndNothingElse() {
        var edit = new Edit("other", "told", "/tmp", "python3", Duration.ofSeconds(5));
        var decision = State.TAKEN.slot.edit(COMMAND.id(), edit);

        var expected = new Command(
                COMMAND.id(),
                ALICES,
                COMMAND.labels().renamed("other", "told"),
                COMMAND.program().run(new Execution("/tmp", "python3", Duration.ofSeconds(5))),
                COMMAND.origin(),
                2);
        assertThat(decision)
                .isEqualTo(Decision.accepted(new Slot(2, false, expected), List.of(new CommandFact.Saved(expected))));
    }

    @Test
    void aCommandPrintsNoScript() {
        assertThat(COMMAND.toString() + State.TAKEN.slot + new CommandFact.Saved(COMMAND))
                .doesNotContain("echo")
                .contains(id(1).text());
        assertThat(COMMAND.program().toString()).doesNotContain("echo").contains("6 bytes");
    }
}
