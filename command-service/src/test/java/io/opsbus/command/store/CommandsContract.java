package io.opsbus.command.store;

import static io.opsbus.command.Given.ALICE;
import static io.opsbus.command.Given.ALICES;
import static io.opsbus.command.Given.BEIJING;
import static io.opsbus.command.Given.BOB;
import static io.opsbus.command.Given.HANGZHOU;
import static io.opsbus.command.Given.command;
import static io.opsbus.command.Given.id;
import static io.opsbus.command.Given.rich;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.command.Command;
import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.CommandRefusal;
import io.opsbus.command.Edit;
import io.opsbus.command.Scope;
import io.opsbus.command.Slot;
import io.opsbus.command.program.CommandType;
import io.opsbus.command.query.CommandFilter;
import io.opsbus.command.query.CommandFilter.Criterion;
import io.opsbus.command.query.Commands;
import io.opsbus.command.query.NamePattern;
import io.opsbus.command.query.Page;
import io.opsbus.command.query.Paging;
import io.opsbus.command.use.CommandUse;
import io.opsbus.command.use.CommandUses;
import io.opsbus.command.use.InvocationNews;
import io.opsbus.command.use.InvokeTimes;
import io.opsbus.command.use.UseNews;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of commands does, be it real or fake. */
abstract class CommandsContract {
    private static final ReplyCodec<CommandId> IDS = ReplyCodec.of(CommandId::text, CommandId::new);
    private static final int QUOTA = 1000;
    private static final Scope BOBS = new Scope(BOB, HANGZHOU);
    private static final Scope ALICES_IN_BEIJING = new Scope(ALICE, BEIJING);
    private static final Paging ALL = new Paging.ByNumber(1, 100);

    private Ledger<CommandPlace, Slot, CommandFact> ledger;
    private Commands commands;
    private int changes;

    abstract Ledger<CommandPlace, Slot, CommandFact> emptyLedger();

    /** The reading side of what {@link #emptyLedger} made. */
    abstract Commands commands();

    /** Where it is told what is used. */
    abstract CommandUses uses();

    /** Where it is told what was invoked. */
    abstract InvokeTimes times();

    @BeforeEach
    void begin() {
        ledger = emptyLedger();
        commands = commands();
    }

    @Test
    void whatWasCreatedIsReadWithAllItsFields() {
        create(rich(ALICES, 1));
        create(command(ALICES, 2));

        assertThat(commands.find(ALICES, id(1))).contains(rich(ALICES, 1));
        assertThat(commands.find(ALICES, id(2))).contains(command(ALICES, 2));
        assertThat(commands.find(ALICES, id(3))).isEmpty();
    }

    @Test
    void aCommandIsFoundInItsOwnScopeAlone() {
        create(command(ALICES, 1));

        for (Scope scope : List.of(BOBS, ALICES_IN_BEIJING)) {
            assertThat(commands.find(scope, id(1))).isEmpty();
            assertThat(commands.list(scope, CommandFilter.ALL, ALL).items()).isEmpty();
            assertThat(refusal(change(scope, 1, slot -> slot.delete(id(1)))))
                    .isEqualTo(new CommandRefusal.NotFound(id(1)));
            assertThat(refusal(change(scope, 1, slot -> slot.edit(id(1), new Edit("x", null, null, null, null)))))
                    .isEqualTo(new CommandRefusal.NotFound(id(1)));
        }
        assertThat(commands.find(ALICES, id(1))).contains(command(ALICES, 1));
    }

    @Test
    void anEditIsReadAndKeepsThePlaceInTheList() {
        create(command(ALICES, 1));
        create(command(ALICES, 2));
        change(ALICES, 1, slot -> slot.edit(id(1), new Edit("new", "told", "/", "sh", Duration.ofSeconds(2))));

        List<Command> items = commands.list(ALICES, CommandFilter.ALL, ALL).items();
        assertThat(items).extracting(Command::id).containsExactly(id(2), id(1));
        assertThat(items.getLast().labels().name()).isEqualTo("new");
        assertThat(items.getLast().revision()).isEqualTo(2);
        assertThat(items.getLast().program().execution().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(items.getFirst()).isEqualTo(command(ALICES, 2));
    }

    @Test
    void aDeletedCommandIsGoneAndMakesRoom() {
        create(command(ALICES, 1));
        assertThat(refusal(tryCreate(command(ALICES, 2), 1))).isEqualTo(new CommandRefusal.QuotaReached(1));
        change(ALICES, 1, slot -> slot.delete(id(1)));

        assertThat(commands.find(ALICES, id(1))).isEmpty();
        assertThat(tryCreate(command(ALICES, 2), 1)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aCommandInUseStaysUntilItsLastUseEnds() {
        create(command(ALICES, 1));
        create(command(ALICES, 2));
        uses().take(List.of(used("t-1", ALICES, 1), used("t-2", ALICES, 1), used("t-2", ALICES, 1)));

        uses().take(List.of(new UseNews.Ended("t-1"), new UseNews.Ended("t-unknown")));
        assertThat(refusal(change(ALICES, 1, slot -> slot.delete(id(1))))).isEqualTo(new CommandRefusal.InUse(id(1)));
        assertThat(change(ALICES, 2, slot -> slot.delete(id(2)))).isInstanceOf(Decision.Accepted.class);

        uses().take(List.of(new UseNews.Ended("t-2"), new UseNews.Ended("t-2")));
        assertThat(change(ALICES, 1, slot -> slot.delete(id(1)))).isInstanceOf(Decision.Accepted.class);
    }

    private static InvocationNews began(String invocation, Scope scope, int number) {
        return new InvocationNews.Began(invocation, new CommandPlace(scope, id(number)));
    }

    @Test
    void anInvocationCountsOnceForItsOwnCommand() {
        create(command(ALICES, 1));
        create(command(ALICES, 2));
        times().count(List.of(
                began("t-2", ALICES, 1),
                new InvocationNews.Nothing(),
                began("t-1", ALICES, 1),
                began("t-3", ALICES, 2)));
        times().count(List.of(began("t-1", ALICES, 1), began("t-4", BOBS, 1), began("t-5", ALICES, 3)));
        times().count(List.of());

        assertThat(times().of(ALICES, List.of(id(1), id(2), id(3)))).isEqualTo(Map.of(id(1), 2L, id(2), 1L));
        assertThat(times().of(BOBS, List.of(id(1)))).isEmpty();
        change(ALICES, 1, slot -> slot.edit(id(1), new Edit("new", null, null, null, null)));
        assertThat(times().of(ALICES, List.of(id(1)))).as("edited").containsEntry(id(1), 2L);
    }

    @Test
    void ofOneInvocationTheLastNewsCounts() {
        create(command(ALICES, 1));
        create(command(ALICES, 2));
        uses().take(List.of(used("t-1", ALICES, 1), new UseNews.Ended("t-1"), used("t-1", ALICES, 2)));

        assertThat(change(ALICES, 1, slot -> slot.delete(id(1)))).isInstanceOf(Decision.Accepted.class);
        assertThat(refusal(change(ALICES, 2, slot -> slot.delete(id(2))))).isEqualTo(new CommandRefusal.InUse(id(2)));
    }

    @Test
    void anotherAccountsUseHoldsNothing() {
        create(command(ALICES, 1));
        uses().take(List.of(used("t-1", BOBS, 1), used("t-2", ALICES_IN_BEIJING, 1)));

        assertThat(change(ALICES, 1, slot -> slot.delete(id(1)))).isInstanceOf(Decision.Accepted.class);
    }

    private static UseNews used(String invocation, Scope scope, int number) {
        return new UseNews.Used(new CommandUse(invocation, new CommandPlace(scope, id(number))));
    }

    @Test
    void theQuotaIsOfAnAccountInARegion() {
        create(command(ALICES, 1));
        for (Command other : List.of(command(BOBS, 2), command(ALICES_IN_BEIJING, 3))) {
            assertThat(tryCreate(other, 1)).isInstanceOf(Decision.Accepted.class);
        }
    }

    @Test
    void theQuotaHoldsUnderConcurrentRequests() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 20)
                .mapToObj(n -> Thread.ofVirtual().start(() -> tryCreate(command(ALICES, n), 7)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(commands.list(ALICES, CommandFilter.ALL, ALL).total()).isEqualTo(7);
    }

    @Test
    void aRepeatedRequestHearsItsFirstAnswer() {
        ChangeKey key = ChangeKey.ofRequest("same");
        Command command = command(ALICES, 1);
        var place = new CommandPlace(ALICES, command.id());
        ledger.change(place, key, IDS, slot -> slot(slot).create(command, QUOTA));

        var again = ledger.change(place, key, IDS, _ -> {
            throw new AssertionError("it is decided once");
        });

        assertThat(again)
                .isEqualTo(new Decision.Accepted<>(new Slot(0, false, command), command.id(), List.<CommandFact>of()));
    }

    @Test
    void listsAreCutIntoPagesByNumber() {
        createUpTo(7);

        Page<Command> second = commands.list(ALICES, CommandFilter.ALL, new Paging.ByNumber(2, 3));
        assertThat(numbers(second)).containsExactly(4, 3, 2);
        assertThat(second.total()).isEqualTo(7);
        assertThat(numbers(commands.list(ALICES, CommandFilter.ALL, new Paging.ByNumber(3, 3))))
                .containsExactly(1);
        assertThat(numbers(commands.list(ALICES, CommandFilter.ALL, new Paging.ByNumber(1_000_000, 50))))
                .isEmpty();
    }

    @Test
    void listsAreCutIntoPagesByTokenThatMissNothingWhenTheListChanges() {
        createUpTo(7);

        Page<Command> first = page(Paging.ByToken.START);
        change(ALICES, 7, slot -> slot.delete(id(7)));
        create(command(ALICES, 8));
        Page<Command> second = page(first.last().orElseThrow());
        Page<Command> third = page(second.last().orElseThrow());

        assertThat(numbers(first)).containsExactly(7, 6, 5);
        assertThat(numbers(second)).containsExactly(4, 3, 2);
        assertThat(numbers(third)).containsExactly(1);
        assertThat(third.last()).isEmpty();
        assertThat(page(0).items()).isEmpty();
        assertThat(page(0).total()).isEqualTo(7);
    }

    @Test
    void aPageThatEndsWithTheListHasNoNext() {
        createUpTo(3);
        assertThat(page(Paging.ByToken.START).last()).isEmpty();
    }

    private Page<Command> page(long after) {
        return commands.list(ALICES, CommandFilter.ALL, new Paging.ByToken(after, 3));
    }

    @Test
    void everyCriterionSelects() {
        create(rich(ALICES, 1));
        create(command(ALICES, 2, "nightly_backup"));
        create(command(ALICES, 3, "nightlyXbackup"));

        assertThat(selected(new CommandFilter.WithId(id(2)))).containsExactly(2);
        assertThat(selected(new CommandFilter.Named(new NamePattern("nightly_backup"))))
                .containsExactly(2);
        assertThat(selected(new CommandFilter.Named(new NamePattern("nightly*"))))
                .containsExactly(3, 2);
        assertThat(selected(new CommandFilter.Named(new NamePattern("*份*")))).containsExactly(1);
        assertThat(selected(new CommandFilter.Described(new NamePattern("two\n*"))))
                .containsExactly(1);
        assertThat(selected(new CommandFilter.OfType(CommandType.POWER_SHELL))).containsExactly(1);
        assertThat(selected(new CommandFilter.InResourceGroup("rg-1"))).containsExactly(1);
        assertThat(selected(new CommandFilter.Tagged("owner", "zhang"))).containsExactly(1);
        assertThat(selected(new CommandFilter.Tagged("owner", null))).containsExactly(1);
        assertThat(selected(new CommandFilter.Tagged("owner", ""))).isEmpty();
        assertThat(selected(new CommandFilter.Tagged("env", ""))).containsExactly(1);
        assertThat(selected(new CommandFilter.Tagged("zhang", null))).isEmpty();
        assertThat(selected(new CommandFilter.Nothing())).isEmpty();
    }

    @Test
    void criteriaAddUp() {
        create(command(ALICES, 2, "nightly"));
        create(command(ALICES, 3, "nightly"));

        assertThat(selected(new CommandFilter.Named(new NamePattern("nightly")), new CommandFilter.WithId(id(3))))
                .containsExactly(3);
    }

    private List<Integer> selected(Criterion... criteria) {
        Page<Command> page = commands.list(ALICES, new CommandFilter(List.of(criteria)), ALL);
        assertThat(page.total()).isEqualTo(page.items().size());
        return numbers(page);
    }

    private static List<Integer> numbers(Page<Command> page) {
        List<Integer> numbers = new ArrayList<>();
        page.items()
                .forEach(command ->
                        numbers.add(Integer.parseInt(command.id().text().substring(2), 16)));
        return numbers;
    }

    private void createUpTo(int last) {
        IntStream.rangeClosed(1, last).forEach(number -> create(command(ALICES, number)));
    }

    final void create(Command command) {
        assertThat(tryCreate(command, QUOTA)).isInstanceOf(Decision.Accepted.class);
    }

    private Decision<Slot, CommandId, CommandFact> tryCreate(Command command, int quota) {
        return ledger.change(
                new CommandPlace(command.scope(), command.id()),
                freshKey(),
                IDS,
                slot -> slot(slot).create(command, quota));
    }

    private Decision<Slot, Decision.Done, CommandFact> change(
            Scope scope, int number, Function<Slot, Decision<Slot, Decision.Done, CommandFact>> decide) {
        return ledger.change(new CommandPlace(scope, id(number)), freshKey(), slot -> decide.apply(slot(slot)));
    }

    private static Slot slot(@Nullable Slot stored) {
        return Objects.requireNonNull(stored, "a store always knows the shelf");
    }

    private synchronized ChangeKey freshKey() {
        return ChangeKey.ofRequest("change " + ++changes);
    }

    private static Object refusal(Decision<Slot, ?, CommandFact> decision) {
        return decision instanceof Decision.Refused<Slot, ?, CommandFact>(var refusal) ? refusal : decision;
    }
}
