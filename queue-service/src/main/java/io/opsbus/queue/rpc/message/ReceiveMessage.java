package io.opsbus.queue.rpc.message;

import io.opsbus.queue.DeadLetters;
import io.opsbus.queue.Queue;
import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.Receiving;
import io.opsbus.queue.rpc.QueueErrors;
import io.opsbus.queue.rpc.QueueParameters;
import io.opsbus.queue.wait.Reception;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives messages: {@code GET /queues/{name}/messages}. */
public final class ReceiveMessage implements Action {
    static final Parameter<Optional<Integer>> NUMBER = Take.whole("NumOfMessages", 1, Receiving.BATCH)
            .meaning("`numOfMessages`; the answer is a list then, also of one.")
            .refusing(400, "InvalidArgument")
            .optional();
    private static final Parameter<Optional<Integer>> WAIT = Take.whole("WaitSeconds", 0, 30)
            .meaning("`waitseconds`; else the queue's PollingWaitSeconds.")
            .refusing(400, "InvalidArgument")
            .optional();
    private static final Declaration DECLARATION = Declaration.writing(
                    QueueParameters.VERSION,
                    "ReceiveMessage",
                    "Receives messages, waiting for one if need be: `GET /queues/{name}/messages`.")
            .takes(QueueParameters.QUEUE, NUMBER, WAIT)
            .fails(QueueErrors.NO_QUEUE, QueueErrors.NOTHING_TO_RECEIVE)
            .end();

    private final Queues queues;
    private final Reception reception;

    public ReceiveMessage(Queues queues, Reception reception) {
        this.queues = queues;
        this.reception = reception;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        Optional<Integer> number = call.get(NUMBER);
        return QueueParameters.on(queues, call, queue -> {
            Duration wait = call.get(WAIT)
                    .map(Duration::ofSeconds)
                    .orElse(queue.attributes().poll());
            Receiving.Target target = target(queue);
            List<Message> found =
                    reception.receive(queue.id(), wait, now -> asked(queue, number.orElse(1), now, target));
            return reply(found, number);
        });
    }

    private static Receiving asked(Queue queue, int most, Instant time, Receiving.@Nullable Target target) {
        Instant now = time.truncatedTo(ChronoUnit.MICROS);
        return new Receiving(queue.id(), most, now, now.plus(queue.attributes().visibility()), target);
    }

    /** A queue of dead letters that is not there takes nothing: messages are handed out again and again then. */
    private Receiving.@Nullable Target target(Queue queue) {
        DeadLetters policy = queue.attributes().deadLetters();
        return policy == null
                ? null
                : queues.find(queue.account(), policy.target())
                        .map(target -> new Receiving.Target(target.id(), policy.mostReceives()))
                        .orElse(null);
    }

    private static Answer reply(List<Message> found, Optional<Integer> number) {
        if (found.isEmpty()) {
            return new Answer.Refused(QueueErrors.NOTHING_TO_RECEIVE);
        }
        List<Tree> told = found.stream().<Tree>map(MessageReply::received).toList();
        return new Answer.Reply(
                number.isPresent()
                        ? Tree.fields().with("Messages", new Tree.Wrapped("Message", told))
                        : Tree.fields().with("Message", told.getFirst()));
    }
}
