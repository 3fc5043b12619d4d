package io.opsbus.command.rpc;

import io.opsbus.command.Command;
import io.opsbus.command.CommandId;
import io.opsbus.command.program.CommandType;
import io.opsbus.command.program.Encoding;
import io.opsbus.command.query.CommandFilter;
import io.opsbus.command.query.Commands;
import io.opsbus.command.query.NamePattern;
import io.opsbus.command.query.Page;
import io.opsbus.command.query.Paging;
import io.opsbus.command.rpc.CommandParameters.SentTag;
import io.opsbus.command.use.InvokeTimes;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists commands of an account in a region, newest first. */
final class DescribeCommands implements Action {
    private static final int MOST = 50;

    private static final Parameter<Optional<String>> COMMAND =
            Take.text("CommandId").names("command").optional();
    private static final Parameter<Optional<String>> NAME =
            Take.text("Name").meaning("Exactly so; * stands for any text.").optional();
    private static final Parameter<Optional<String>> DESCRIPTION = Take.text("Description")
            .meaning("Exactly so; * stands for any text.")
            .optional();
    private static final Parameter<Optional<CommandType>> TYPE =
            CommandParameters.type().optional();
    private static final Parameter<Encoding> ENCODING = CommandParameters.encoding();
    private static final Parameter<Optional<String>> PROVIDER = Take.text("Provider")
            .meaning("Asks for public commands of a provider; there are none.")
            .optional();
    private static final Parameter<List<SentTag>> TAGS = CommandParameters.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = CommandParameters.resourceGroup();
    private static final PageParameters USUAL = PageParameters.upTo(MOST, MOST);
    private static final PageParameters PAGES = new PageParameters(
            Take.whole("PageNumber", 1, 10_000_000)
                    .refusing(403, "InvalidParam.PageNumber")
                    .or(1),
            Take.whole("PageSize", 1, MOST)
                    .refusing(403, "InvalidParam.PageSize")
                    .or(10),
            USUAL.results(),
            USUAL.next());

    private final CommandParameters shared;
    private final Commands commands;
    private final InvokeTimes times;
    private final Declaration declaration;

    DescribeCommands(CommandParameters shared, Commands commands, InvokeTimes times) {
        this.shared = shared;
        this.commands = commands;
        this.times = times;
        this.declaration = Declaration.reading(CommandActions.VERSION, "DescribeCommands", "Lists commands.")
                .takes(shared.region, COMMAND, NAME, DESCRIPTION, TYPE, ENCODING, PROVIDER, TAGS, RESOURCE_GROUP)
                .takes(PAGES.all())
                // every command of an account is the latest of its id
                .ignores("Latest")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        PageRequest asked = PAGES.of(call);
        return switch (paging(asked)) {
            case Got.Given<Paging>(Paging paging) -> {
                Page<Command> page = commands.list(shared.scope(call), filter(call), paging);
                Map<CommandId, Long> invoked = times.of(
                        shared.scope(call),
                        page.items().stream().map(Command::id).toList());
                Encoding encoding = call.get(ENCODING);
                Tree.Builder reply = Tree.build()
                        .put(
                                "Commands",
                                "Command",
                                page.items().stream()
                                        .map(command -> CommandReply.of(
                                                command, invoked.getOrDefault(command.id(), 0L), encoding))
                                        .toList());
                Optional<String> last = page.last().isPresent()
                        ? Optional.of(Long.toString(page.last().getAsLong()))
                        : Optional.empty();
                PageParameters.tell(reply, asked, page.total(), last);
                yield new Answer.Reply(reply.end());
            }
            case Got.Absent<Paging> _ -> throw new IllegalStateException("a page is always asked for");
            case Got.Wrong<Paging>(var error) -> new Answer.Refused(error.toRpcError());
        };
    }

    private static CommandFilter filter(Call call) {
        CommandFilter filter = CommandFilter.ALL;
        if (call.get(COMMAND).isPresent()) {
            filter = filter.and(CommandId.parse(call.get(COMMAND).get())
                    .<CommandFilter.Criterion>map(CommandFilter.WithId::new)
                    .orElseGet(CommandFilter.Nothing::new));
        }
        if (call.get(NAME).isPresent()) {
            filter = filter.and(
                    new CommandFilter.Named(new NamePattern(call.get(NAME).get())));
        }
        if (call.get(DESCRIPTION).isPresent()) {
            filter = filter.and(new CommandFilter.Described(
                    new NamePattern(call.get(DESCRIPTION).get())));
        }
        if (call.get(TYPE).isPresent()) {
            filter = filter.and(new CommandFilter.OfType(call.get(TYPE).get()));
        }
        if (call.get(RESOURCE_GROUP).isPresent()) {
            filter = filter.and(
                    new CommandFilter.InResourceGroup(call.get(RESOURCE_GROUP).get()));
        }
        for (SentTag tag : call.get(TAGS)) {
            filter = filter.and(new CommandFilter.Tagged(tag.key(), tag.value().orElse(null)));
        }
        return call.get(PROVIDER).isPresent() ? filter.and(new CommandFilter.Nothing()) : filter;
    }

    private static Got<Paging> paging(PageRequest asked) {
        return switch (asked) {
            case PageRequest.ByNumber(int number, int size) -> new Got.Given<>(new Paging.ByNumber(number, size));
            case PageRequest.ByToken(Optional<String> after, int size) -> {
                if (after.isEmpty()) {
                    yield new Got.Given<>(new Paging.ByToken(Paging.ByToken.START, size));
                }
                yield after.get().matches("\\d{1,18}")
                        ? new Got.Given<>(new Paging.ByToken(Long.parseLong(after.get()), size))
                        : Got.wrong("NextToken", Reason.MALFORMED, "is not a token this API returned");
            }
        };
    }
}
