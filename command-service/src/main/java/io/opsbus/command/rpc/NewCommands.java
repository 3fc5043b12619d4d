package io.opsbus.command.rpc;

import io.opsbus.command.Command;
import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandLimits;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Slot;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.parameters.ParameterNames;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;

/** What creating and cloning end in: a command that was not there before. */
final class NewCommands {
    private static final ReplyCodec<CommandId> IDS = ReplyCodec.of(CommandId::text, CommandId::new);

    private final Ledger<CommandPlace, Slot, CommandFact> ledger;
    private final int most;

    NewCommands(Ledger<CommandPlace, Slot, CommandFact> ledger, int most) {
        this.ledger = ledger;
        this.most = most;
    }

    /** The id of the command a call makes: the same for every repetition under one {@code ClientToken}. */
    static CommandId id(Call call) {
        return new CommandId("c-" + call.fresh().factId("command"));
    }

    Answer create(Call call, Command command) {
        var decision = ledger.change(
                new CommandPlace(command.scope(), command.id()),
                ChangeKey.ofRequest(call.fresh().changeKey("create")),
                IDS,
                slot -> slot(slot).create(command, most));
        return switch (decision) {
            case Decision.Accepted<Slot, CommandId, CommandFact>(var _, CommandId id, var _, var _) ->
                new Answer.Reply(Tree.fields().with("CommandId", id.text()), List.of(id.text()));
            case Decision.Refused<Slot, CommandId, CommandFact>(var refusal) ->
                new Answer.Refused(CommandErrors.of(refusal));
        };
    }

    /** An empty shelf is one on which nothing lies. */
    static Slot slot(@org.jspecify.annotations.Nullable Slot stored) {
        return stored == null ? new Slot(0, false, null) : stored;
    }

    /** How both may fail, for the reference page. */
    static RpcError[] errors(CommandLimits limits) {
        return new RpcError[] {
            CommandErrors.CONTENT_NOT_BASE64,
            CommandErrors.contentTooLong(limits.contentBytes()),
            CommandErrors.EMPTY_PARAMETER_NAME,
            CommandErrors.BAD_PARAMETER_NAME,
            CommandErrors.parameterNameTooLong(ParameterNames.LONGEST),
            CommandErrors.tooManyParameters(ParameterNames.MOST),
            CommandErrors.BAD_PARAMETER_RULES,
            CommandErrors.quotaReached(limits.commands())
        };
    }
}
