package io.opsbus.queue.rpc;

import io.opsbus.queue.AccountId;
import io.opsbus.queue.Queue;
import io.opsbus.queue.QueueName;
import io.opsbus.queue.Queues;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.util.Optional;
import java.util.function.Function;

/** Parameters that several actions take. */
public final class QueueParameters {
    /** Stands for queues. */
    public static final String VERSION = "2015-06-06";

    /** Longer names are told apart from wrong ones. */
    private static final int LONGEST_LOOKED_AT = 256;

    public static final Parameter<String> QUEUE = Take.text("QueueName")
            .names("queue", LONGEST_LOOKED_AT)
            .meaning("From the path.")
            .refusing(400, "InvalidQueueName")
            .missing("InvalidQueueName")
            .required();

    private QueueParameters() {}

    /** The body of the request. */
    public static Take<String> body(String meaning) {
        return Take.anyText("Body")
                .as("XML", (_, text) -> new io.opsbus.rpc.parameter.Got.Given<>(text))
                .meaning(meaning);
    }

    public static AccountId account(Call call) {
        return new AccountId(call.accountId());
    }

    /** Goes on with the name the call has, or says why it is none. */
    public static Answer named(Call call, Function<QueueName, Answer> next) {
        String text = call.get(QUEUE);
        Optional<QueueName> name = QueueName.parse(text);
        if (name.isPresent()) {
            return next.apply(name.get());
        }
        return new Answer.Refused(text.length() > QueueName.LONGEST ? QueueErrors.LONG_NAME : QueueErrors.BAD_NAME);
    }

    /** Goes on with the queue the call names, or says that there is none. */
    public static Answer on(Queues queues, Call call, Function<Queue, Answer> next) {
        return named(
                call,
                name -> queues.find(account(call), name)
                        .map(next)
                        .orElseGet(() -> new Answer.Refused(QueueErrors.NO_QUEUE)));
    }
}
