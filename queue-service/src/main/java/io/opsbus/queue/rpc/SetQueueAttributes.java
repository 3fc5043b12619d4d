package io.opsbus.queue.rpc;

import io.opsbus.queue.Queue;
import io.opsbus.queue.Queues;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** Changes what can be set of a queue: {@code PUT /queues/{name}?metaoverride=true}. */
final class SetQueueAttributes implements Action {
    private static final Declaration DECLARATION = Declaration.writing(
                    QueueParameters.VERSION,
                    "SetQueueAttributes",
                    "Changes attributes of a queue, others stay: `PUT /queues/{name}?metaoverride=true`.")
            .takes(QueueParameters.QUEUE, CreateQueue.BODY)
            .fails(QueueErrors.NO_QUEUE, QueueErrors.MALFORMED)
            .fails(QueueErrors.invalid("An attribute is out of its range."))
            .end();

    private final Queues queues;

    SetQueueAttributes(Queues queues) {
        this.queues = queues;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return QueueParameters.on(queues, call, queue -> switch (read(call, queue)) {
            case AttributesDocument.Reading.Bad(var error) -> new Answer.Refused(error);
            case AttributesDocument.Reading.Good _ -> change(call, queue);
        });
    }

    private static AttributesDocument.Reading read(Call call, Queue queue) {
        return AttributesDocument.read(call.get(CreateQueue.BODY), queue.name(), queue.attributes());
    }

    /** Reads once more, over what holds at the time of the change: two changes of different attributes both hold. */
    private Answer change(Call call, Queue queue) {
        return queues.change(
                                queue.account(),
                                queue.name(),
                                before -> AttributesDocument.read(call.get(CreateQueue.BODY), queue.name(), before)
                                                instanceof AttributesDocument.Reading.Good(var after)
                                        ? after
                                        : before,
                                call.now())
                        .isPresent()
                ? Answer.Reply.done()
                : new Answer.Refused(QueueErrors.NO_QUEUE);
    }
}
