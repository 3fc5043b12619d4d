package io.opsbus.command.store;

import io.opsbus.command.Command;
import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Scope;
import io.opsbus.command.Slot;
import io.opsbus.command.query.CommandFilter;
import io.opsbus.command.query.CommandFilter.Criterion;
import io.opsbus.command.query.Commands;
import io.opsbus.command.query.Page;
import io.opsbus.command.query.Paging;
import io.opsbus.command.use.CommandUse;
import io.opsbus.command.use.CommandUses;
import io.opsbus.command.use.InvocationNews;
import io.opsbus.command.use.InvokeTimes;
import io.opsbus.command.use.UseNews;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fake: shelves in memory, to change and to read, and what is used of them. */
public final class InMemoryCommands
        implements Commands, CommandUses, InvokeTimes, Ledger<CommandPlace, Slot, CommandFact> {
    private final InMemoryLedger<Scope, Shelf, CommandFact> shelves;
    private final Map<String, CommandPlace> uses = new ConcurrentHashMap<>();
    private final Map<String, CommandPlace> begun = new ConcurrentHashMap<>();

    /** Shelves in these tables, which may be shared with a relay. */
    public InMemoryCommands(InMemoryTables tables, FactEncoder<CommandFact> encoder, World world) {
        shelves = new InMemoryLedger<>("command", tables, encoder, world, () -> {});
    }

    private record Placed(long place, Command command) {}

    /** All commands of a scope, the newest first. */
    private record Shelf(long nextPlace, List<Placed> places) {
        static final Shelf EMPTY = new Shelf(1, List.of());

        Slot slot(CommandId id, boolean isUsed) {
            @Nullable
            Command command = places.stream()
                    .map(Placed::command)
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElse(null);
            return new Slot(places.size() - (command == null ? 0 : 1), isUsed, command);
        }

        Shelf with(CommandId id, @Nullable Command now) {
            if (now == null) {
                return new Shelf(
                        nextPlace,
                        places.stream()
                                .filter(one -> !one.command().id().equals(id))
                                .toList());
            }
            if (slot(id, false).command() == null) {
                return new Shelf(
                        nextPlace + 1,
                        Stream.concat(Stream.of(new Placed(nextPlace, now)), places.stream())
                                .toList());
            }
            return new Shelf(
                    nextPlace,
                    places.stream()
                            .map(one -> one.command().id().equals(id) ? new Placed(one.place(), now) : one)
                            .toList());
        }
    }

    @Override
    public <R> Decision<Slot, R, CommandFact> change(
            CommandPlace place, ChangeKey key, ReplyCodec<R> replies, Decide<Slot, R, CommandFact> decide) {
        var decision = shelves.<R>change(place.scope(), key, replies, stored -> {
            Shelf shelf = stored == null ? Shelf.EMPTY : stored;
            return switch (decide.decide(shelf.slot(place.id(), uses.containsValue(place)))) {
                case Decision.Accepted<Slot, R, CommandFact>(var slot, var reply, var facts, var timers) ->
                    new Decision.Accepted<>(
                            slot == null ? shelf : shelf.with(place.id(), slot.command()), reply, facts, timers);
                case Decision.Refused<Slot, R, CommandFact>(var refusal) -> Decision.refused(refusal);
            };
        });
        return switch (decision) {
            case Decision.Accepted<Shelf, R, CommandFact>(var shelf, var reply, var facts, var timers) ->
                new Decision.Accepted<>(
                        shelf == null ? null : shelf.slot(place.id(), uses.containsValue(place)), reply, facts, timers);
            case Decision.Refused<Shelf, R, CommandFact>(var refusal) -> Decision.refused(refusal);
        };
    }

    @Override
    public void take(List<UseNews> news) {
        for (UseNews one : news) {
            switch (one) {
                case UseNews.Used(CommandUse(String invocation, CommandPlace place)) -> uses.put(invocation, place);
                case UseNews.Ended(String invocation) -> uses.remove(invocation);
            }
        }
    }

    @Override
    public void count(List<InvocationNews> news) {
        for (InvocationNews one : news) {
            if (one instanceof InvocationNews.Began(String invocation, CommandPlace place)
                    && find(place.scope(), place.id()).isPresent()) {
                begun.putIfAbsent(invocation, place);
            }
        }
    }

    @Override
    public Map<CommandId, Long> of(Scope scope, Collection<CommandId> ids) {
        return ids.stream()
                .filter(id -> find(scope, id).isPresent())
                .collect(Collectors.toMap(
                        id -> id,
                        id -> begun.values().stream()
                                .filter(new CommandPlace(scope, id)::equals)
                                .count()));
    }

    @Override
    public Optional<Command> find(Scope scope, CommandId id) {
        return Optional.ofNullable(
                shelves.state(scope).orElse(Shelf.EMPTY).slot(id, false).command());
    }

    @Override
    public Page<Command> list(Scope scope, CommandFilter filter, Paging paging) {
        List<Placed> all = shelves.state(scope).orElse(Shelf.EMPTY).places().stream()
                .filter(one -> filter.criteria().stream().allMatch(criterion -> meets(one.command(), criterion)))
                .toList();
        long offset = paging instanceof Paging.ByNumber number ? number.offset() : 0;
        long after = paging instanceof Paging.ByToken token ? token.after() : Paging.ByToken.START;
        List<Placed> rest = all.stream()
                .filter(one -> one.place() < after)
                .skip(offset)
                .limit(paging.size() + 1L)
                .toList();
        boolean hasMore = rest.size() > paging.size();
        List<Placed> part = hasMore ? rest.subList(0, paging.size()) : rest;
        return new Page<>(
                part.stream().map(Placed::command).toList(),
                all.size(),
                hasMore ? OptionalLong.of(part.getLast().place()) : OptionalLong.empty());
    }

    private static boolean meets(Command command, Criterion criterion) {
        return switch (criterion) {
            case CommandFilter.WithId(var id) -> command.id().equals(id);
            case CommandFilter.Named(var pattern) ->
                pattern.matches(command.labels().name());
            case CommandFilter.Described(var pattern) ->
                pattern.matches(command.labels().description());
            case CommandFilter.OfType(var type) -> command.program().type() == type;
            case CommandFilter.InResourceGroup(var group) ->
                command.labels().resourceGroup().equals(group);
            case CommandFilter.Tagged(var key, var value) -> {
                String held = command.labels().tags().values().get(key);
                yield held != null && (value == null || held.equals(value));
            }
            case CommandFilter.Nothing() -> false;
        };
    }
}
