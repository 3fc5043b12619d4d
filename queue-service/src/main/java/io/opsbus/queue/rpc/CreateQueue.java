package io.opsbus.queue.rpc;

import io.opsbus.queue.Attributes;
import io.opsbus.queue.Queue;
import io.opsbus.queue.QueueName;
import io.opsbus.queue.Queues;
import io.opsbus.queue.Queues.Creation;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;

/** Creates a queue: {@code PUT /queues/{name}}. */
final class CreateQueue implements Action {
    static final Parameter<String> BODY = QueueParameters.body("`Queue` with attributes; those left out are usual.")
            .or("");
    private static final Declaration DECLARATION = Declaration.writing(
                    QueueParameters.VERSION, "CreateQueue", "Creates a queue: `PUT /queues/{name}`.")
            .takes(QueueParameters.QUEUE, BODY)
            .fails(QueueErrors.OTHER_QUEUE, QueueErrors.BAD_NAME, QueueErrors.LONG_NAME, QueueErrors.MALFORMED)
            .fails(QueueErrors.invalid("An attribute is out of its range, or the account has too many queues."))
            .end();

    private final Queues queues;
    private final int most;

    CreateQueue(Queues queues, int most) {
        this.queues = queues;
        this.most = most;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return QueueParameters.named(
                call, name -> switch (AttributesDocument.read(call.get(BODY), name, Attributes.DEFAULT)) {
                    case AttributesDocument.Reading.Bad(var error) -> new Answer.Refused(error);
                    case AttributesDocument.Reading.Good(var attributes) -> create(call, name, attributes);
                });
    }

    private Answer create(Call call, QueueName name, Attributes attributes) {
        return switch (queues.create(QueueParameters.account(call), name, attributes, most, call.now())) {
            case Creation.Created(Queue queue) ->
                new Answer.Reply(location(call, queue), List.of(queue.name().text()));
            case Creation.Same(Queue queue) -> new Answer.Reply(location(call, queue));
            case Creation.Differs _ -> new Answer.Refused(QueueErrors.OTHER_QUEUE);
            case Creation.TooMany _ ->
                new Answer.Refused(QueueErrors.invalid("The account has " + most + " queues, which is the most."));
        };
    }

    private static Tree.Fields location(Call call, Queue queue) {
        return Tree.fields()
                .with(MnsRendering.LOCATION, QueueReply.url(call.identity().hostId(), queue));
    }
}
