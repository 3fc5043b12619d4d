package io.opsbus.queue.rpc;

import io.opsbus.queue.Queue;
import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Messages;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;

/** Lists queues by name: {@code GET /queues}. */
final class ListQueue implements Action {
    private static final int MOST = 1000;
    private static final Parameter<String> PREFIX = Take.text("Prefix")
            .meaning("Of names; header `x-mns-prefix`.")
            .refusing(400, "InvalidArgument")
            .or("");
    private static final Parameter<String> MARKER = Take.text("Marker")
            .meaning("`NextMarker` of the page before; header `x-mns-marker`.")
            .refusing(400, "InvalidArgument")
            .or("");
    private static final Parameter<Integer> SIZE = Take.whole("RetNumber", 1, MOST)
            .meaning("Of a page; header `x-mns-ret-number`.")
            .refusing(400, "InvalidArgument")
            .or(MOST);
    private static final Parameter<Boolean> WITH_META = Take.flag("WithMeta")
            .meaning("Whether attributes are told too; header `x-mns-with-meta`.")
            .refusing(400, "InvalidArgument")
            .or(false);
    private static final Declaration DECLARATION = Declaration.reading(
                    QueueParameters.VERSION, "ListQueue", "Lists queues by name: `GET /queues`.")
            .takes(PREFIX, MARKER, SIZE, WITH_META)
            .end();

    private final Queues queues;
    private final Messages messages;

    ListQueue(Queues queues, Messages messages) {
        this.queues = queues;
        this.messages = messages;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        int size = call.get(SIZE);
        List<Queue> found = queues.list(QueueParameters.account(call), call.get(PREFIX), call.get(MARKER), size + 1);
        List<Queue> page = found.subList(0, Math.min(size, found.size()));
        Tree.Builder reply = Tree.build()
                .put(
                        "Queues",
                        "Queue",
                        page.stream().map(queue -> told(call, queue)).toList());
        if (found.size() > size) {
            reply.put(MnsRendering.NEXT_MARKER, page.getLast().name().text());
        }
        return new Answer.Reply(reply.end());
    }

    private Tree told(Call call, Queue queue) {
        String base = call.identity().hostId();
        return call.get(WITH_META)
                ? QueueReply.of(base, queue, messages.depth(queue.id(), call.now()))
                : Tree.fields().with("QueueURL", QueueReply.url(base, queue));
    }
}
