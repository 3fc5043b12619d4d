package io.opsbus.queue.rpc;

import io.opsbus.queue.Queues;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** Deletes a queue with all in it: {@code DELETE /queues/{name}}. */
final class DeleteQueue implements Action {
    private static final Declaration DECLARATION = Declaration.writing(
                    QueueParameters.VERSION,
                    "DeleteQueue",
                    "Deletes a queue with all in it: `DELETE /queues/{name}`. Its name is free at once.")
            .takes(QueueParameters.QUEUE)
            .fails(QueueErrors.NO_QUEUE)
            .end();

    private final Queues queues;

    DeleteQueue(Queues queues) {
        this.queues = queues;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return QueueParameters.named(
                call,
                name -> queues.delete(QueueParameters.account(call), name)
                        ? Answer.Reply.done()
                        : new Answer.Refused(QueueErrors.NO_QUEUE));
    }
}
