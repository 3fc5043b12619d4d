package io.opsbus.queue.rpc.message;

import io.opsbus.queue.Queue;
import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.MessageId;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.message.Messages.Posting;
import io.opsbus.queue.rpc.QueueErrors;
import io.opsbus.queue.rpc.QueueParameters;
import io.opsbus.queue.rpc.message.MessagesDocument.Draft;
import io.opsbus.queue.rpc.message.MessagesDocument.Item;
import io.opsbus.queue.rpc.message.MessagesDocument.Reading;
import io.opsbus.queue.wait.Waiters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Sends one message, or a batch: {@code POST /queues/{name}/messages}. */
public final class SendMessage implements Action {
    private static final Parameter<String> BODY = QueueParameters.body(
                    "`Message`, or `Messages` with up to 16: MessageBody, DelaySeconds, Priority, properties.")
            .missing("MalformedXML")
            .required();
    private static final Declaration DECLARATION = Declaration.writing(
                    QueueParameters.VERSION,
                    "SendMessage",
                    "Sends a message, or up to 16 with 64 KiB together: `POST /queues/{name}/messages`."
                            + " Of a batch, each message is taken or refused by itself.")
            .takes(QueueParameters.QUEUE, BODY)
            .fails(QueueErrors.NO_QUEUE, QueueErrors.MALFORMED)
            .fails(QueueErrors.invalid("The message is too large, or a value is out of its range."))
            .end();

    private final Queues queues;
    private final Messages messages;
    private final Waiters waiters;
    private final Function<Instant, MessageId> ids;

    /** @param ids makes a fresh id for a time */
    public SendMessage(Queues queues, Messages messages, Waiters waiters, Function<Instant, MessageId> ids) {
        this.queues = queues;
        this.messages = messages;
        this.waiters = waiters;
        this.ids = ids;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        Instant now = call.now().truncatedTo(ChronoUnit.MICROS);
        return QueueParameters.on(queues, call, queue -> switch (MessagesDocument.read(
                call.get(BODY), queue.attributes())) {
            case Reading.Bad(RpcError error) -> new Answer.Refused(error);
            case Reading.One(Item.Bad(RpcError error)) -> new Answer.Refused(error);
            case Reading.One(Item.Good(Draft draft)) -> one(queue, message(draft, now));
            case Reading.Batch(List<Item> items) -> batch(queue, items, now);
        });
    }

    private Answer one(Queue queue, Message message) {
        return send(queue, List.of(message))
                ? new Answer.Reply(Tree.fields().with("Message", MessageReply.sent(message)))
                : new Answer.Refused(QueueErrors.NO_QUEUE);
    }

    private Answer batch(Queue queue, List<Item> items, Instant now) {
        List<Message> good = new ArrayList<>();
        List<Tree> told = new ArrayList<>();
        for (Item item : items) {
            switch (item) {
                case Item.Bad(RpcError error) -> told.add(MessageReply.failed(error));
                case Item.Good(Draft draft) -> {
                    Message message = message(draft, now);
                    good.add(message);
                    told.add(MessageReply.sent(message));
                }
            }
        }
        return good.isEmpty() || send(queue, good)
                ? new Answer.Reply(Tree.fields().with("Messages", new Tree.Wrapped("Message", told)))
                : new Answer.Refused(QueueErrors.NO_QUEUE);
    }

    private Message message(Draft draft, Instant now) {
        return Message.fresh(ids.apply(now), draft.priority(), now, now.plus(draft.delay()), draft.content());
    }

    private boolean send(Queue queue, List<Message> good) {
        List<Posting> postings =
                good.stream().map(message -> new Posting(queue.id(), message)).toList();
        if (!messages.send(postings).isEmpty()) {
            return false;
        }
        long visible = good.stream()
                .filter(message -> message.visibleAt().equals(message.enqueuedAt()))
                .count();
        waiters.arrived(queue.id(), (int) visible);
        return true;
    }
}
