package io.opsbus.queue.rpc.message;

import io.opsbus.queue.Attributes;
import io.opsbus.queue.Queue;
import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.message.ReceiptHandle;
import io.opsbus.queue.rpc.QueueErrors;
import io.opsbus.queue.rpc.QueueParameters;
import io.opsbus.queue.wait.Waiters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Keeps a received message for longer, or gives it back: {@code PUT /queues/{name}/messages}. */
public final class ChangeMessageVisibility implements Action {
    private static final Parameter<String> HANDLE =
            DeleteMessage.RECEIPT.missing("MissingReceiptHandle").required();
    private static final Parameter<Integer> TIMEOUT = Take.whole("VisibilityTimeout", 0, Attributes.LONGEST_VISIBILITY)
            .meaning("Seconds from now; 0 gives it back.")
            .refusing(400, "InvalidArgument")
            .missing("MissingVisibilityTimeout")
            .required();
    private static final Declaration DECLARATION = Declaration.writing(
                    QueueParameters.VERSION,
                    "ChangeMessageVisibility",
                    "Keeps a received message for longer, or gives it back: `PUT /queues/{name}/messages`."
                            + " The handle changes.")
            .takes(QueueParameters.QUEUE, HANDLE, TIMEOUT)
            .fails(QueueErrors.NO_QUEUE, QueueErrors.NO_MESSAGE, QueueErrors.BAD_HANDLE)
            .end();

    private final Queues queues;
    private final Messages messages;
    private final Waiters waiters;

    public ChangeMessageVisibility(Queues queues, Messages messages, Waiters waiters) {
        this.queues = queues;
        this.messages = messages;
        this.waiters = waiters;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return QueueParameters.on(
                queues,
                call,
                queue -> ReceiptHandle.parse(call.get(HANDLE))
                        .map(handle -> change(queue, handle, call))
                        .orElseGet(() -> new Answer.Refused(QueueErrors.BAD_HANDLE)));
    }

    private Answer change(Queue queue, ReceiptHandle handle, Call call) {
        Instant now = call.now().truncatedTo(ChronoUnit.MICROS);
        Optional<ReceiptHandle> changed =
                messages.changeVisibility(queue.id(), handle, now.plusSeconds(call.get(TIMEOUT)), now);
        if (changed.isEmpty()) {
            return new Answer.Refused(QueueErrors.NO_MESSAGE);
        }
        if (call.get(TIMEOUT) == 0) {
            waiters.arrived(queue.id(), 1);
        }
        return new Answer.Reply(Tree.fields()
                .with(
                        "ChangeVisibility",
                        Tree.fields()
                                .with("ReceiptHandle", changed.get().toString())
                                .with(
                                        "NextVisibleTime",
                                        changed.get().visibleAt().toEpochMilli())));
    }
}
