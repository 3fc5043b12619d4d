package io.opsbus.queue.rpc.message;

import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.rpc.QueueErrors;
import io.opsbus.queue.rpc.QueueParameters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Looks at messages: {@code GET /queues/{name}/messages?peekonly=true}. */
public final class PeekMessage implements Action {
    private static final Declaration DECLARATION = Declaration.reading(
                    QueueParameters.VERSION,
                    "PeekMessage",
                    "Looks at messages without any effect: `GET /queues/{name}/messages?peekonly=true`.")
            .takes(QueueParameters.QUEUE, ReceiveMessage.NUMBER)
            .fails(QueueErrors.NO_QUEUE, QueueErrors.NOTHING_TO_RECEIVE)
            .end();

    private final Queues queues;
    private final Messages messages;

    public PeekMessage(Queues queues, Messages messages) {
        this.queues = queues;
        this.messages = messages;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        Optional<Integer> number = call.get(ReceiveMessage.NUMBER);
        return QueueParameters.on(queues, call, queue -> {
            List<Tree> told =
                    messages.peek(queue.id(), number.orElse(1), call.now().truncatedTo(ChronoUnit.MICROS)).stream()
                            .<Tree>map(MessageReply::peeked)
                            .toList();
            if (told.isEmpty()) {
                return new Answer.Refused(QueueErrors.NOTHING_TO_RECEIVE);
            }
            return new Answer.Reply(
                    number.isPresent()
                            ? Tree.fields().with("Messages", new Tree.Wrapped("Message", told))
                            : Tree.fields().with("Message", told.getFirst()));
        });
    }
}
