package io.opsbus.queue.rpc.message;

import io.opsbus.queue.Queue;
import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.message.ReceiptHandle;
import io.opsbus.queue.message.Receiving;
import io.opsbus.queue.rpc.QueueErrors;
import io.opsbus.queue.rpc.QueueParameters;
import io.opsbus.queue.rpc.xml.Element;
import io.opsbus.queue.rpc.xml.XmlReader;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes what was received: {@code DELETE /queues/{name}/messages}. */
public final class DeleteMessage implements Action {
    static final Take<String> RECEIPT = Take.text("ReceiptHandle").refusing(400, "ReceiptHandleError");
    private static final Parameter<Optional<String>> HANDLE =
            RECEIPT.meaning("Of one message.").optional();
    private static final Parameter<String> BODY = QueueParameters.body(
                    "`ReceiptHandles` with up to 16, where none is in the query.")
            .or("");
    private static final Declaration DECLARATION = Declaration.writing(
                    QueueParameters.VERSION,
                    "DeleteMessage",
                    "Deletes what was received, one message or up to 16: `DELETE /queues/{name}/messages`.")
            .takes(QueueParameters.QUEUE, HANDLE, BODY)
            .fails(QueueErrors.NO_QUEUE, QueueErrors.NO_MESSAGE, QueueErrors.BAD_HANDLE, QueueErrors.NO_HANDLE)
            .end();

    private final Queues queues;
    private final Messages messages;

    public DeleteMessage(Queues queues, Messages messages) {
        this.queues = queues;
        this.messages = messages;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        Instant now = call.now().truncatedTo(ChronoUnit.MICROS);
        Optional<String> handle = call.get(HANDLE);
        if (handle.isPresent()) {
            return QueueParameters.on(queues, call, queue -> one(queue, handle.get(), now));
        }
        String body = call.get(BODY);
        if (body.isEmpty()) {
            return new Answer.Refused(QueueErrors.NO_HANDLE);
        }
        List<String> handles = handles(body);
        if (handles.isEmpty() || handles.size() > Receiving.BATCH) {
            return new Answer.Refused(handles.isEmpty() ? QueueErrors.MALFORMED : tooMany());
        }
        return QueueParameters.on(queues, call, queue -> several(queue, handles, now));
    }

    private static RpcError tooMany() {
        return QueueErrors.invalid("A batch has 1 to " + Receiving.BATCH + " receipt handles.");
    }

    private static List<String> handles(String body) {
        return XmlReader.read(body)
                .filter(root -> root.name().equals("ReceiptHandles"))
                .map(root -> root.children("ReceiptHandle").stream()
                        .map(Element::text)
                        .map(String::trim)
                        .toList())
                .orElse(List.of());
    }

    private Answer one(Queue queue, String text, Instant now) {
        Optional<ReceiptHandle> handle = ReceiptHandle.parse(text);
        if (handle.isEmpty()) {
            return new Answer.Refused(QueueErrors.BAD_HANDLE);
        }
        return messages.delete(queue.id(), List.of(handle.get()), now).isEmpty()
                ? new Answer.Refused(QueueErrors.NO_MESSAGE)
                : Answer.Reply.done();
    }

    /** Deletes what can be deleted, and tells of the rest. */
    private Answer several(Queue queue, List<String> texts, Instant now) {
        List<ReceiptHandle> handles = texts.stream()
                .map(ReceiptHandle::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        Set<ReceiptHandle> deleted = handles.isEmpty() ? Set.of() : messages.delete(queue.id(), handles, now);
        List<Tree> failed = texts.stream()
                .distinct()
                .filter(text ->
                        ReceiptHandle.parse(text).filter(deleted::contains).isEmpty())
                .<Tree>map(text -> failed(
                        text, ReceiptHandle.parse(text).isEmpty() ? QueueErrors.BAD_HANDLE : QueueErrors.NO_MESSAGE))
                .toList();
        return failed.isEmpty()
                ? Answer.Reply.done()
                : new Answer.Reply(Tree.fields().with("Errors", new Tree.Wrapped("Error", failed)));
    }

    private static Tree failed(String handle, RpcError error) {
        return MessageReply.failed(error).with("ReceiptHandle", handle);
    }
}
