package io.opsbus.queue.rpc;

import io.opsbus.queue.Queues;
import io.opsbus.queue.message.MessageId;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.rpc.message.ChangeMessageVisibility;
import io.opsbus.queue.rpc.message.DeleteMessage;
import io.opsbus.queue.rpc.message.PeekMessage;
import io.opsbus.queue.rpc.message.ReceiveMessage;
import io.opsbus.queue.rpc.message.SendMessage;
import io.opsbus.queue.wait.Reception;
import io.opsbus.queue.wait.Waiters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.ActionTable;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Everything this service answers. */
public final class QueueActions {
    private QueueActions() {}

    /** Where queues and messages are. */
    public record Stores(Queues queues, Messages messages) {}

    /**
     * The actions.
     *
     * @param ids makes a fresh id of a message for a time
     * @param most queues an account may have
     */
    public static ActionTable table(
            Stores stores, Waiters waiters, Reception reception, Function<Instant, MessageId> ids, int most) {
        Queues queues = stores.queues;
        Messages messages = stores.messages;
        return new ActionTable(List.<Action>of(
                new CreateQueue(queues, most),
                new SetQueueAttributes(queues),
                new GetQueueAttributes(queues, messages),
                new DeleteQueue(queues),
                new ListQueue(queues, messages),
                new SendMessage(queues, messages, waiters, ids),
                new ReceiveMessage(queues, reception),
                new PeekMessage(queues, messages),
                new DeleteMessage(queues, messages),
                new ChangeMessageVisibility(queues, messages, waiters)));
    }
}
