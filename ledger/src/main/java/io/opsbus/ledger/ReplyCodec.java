package io.opsbus.ledger;

import io.opsbus.ledger.Decision.Done;
import java.util.function.Function;

/**
 * How a reply is kept beside its change key, so that a repeated request hears the first answer. Keep replies small (an id,
 * a count): one row is stored for every change until retention removes it.
 *
 * @param <R> the reply
 */
public interface ReplyCodec<R> {

    String write(R reply);

    /** Reads what {@link #write} wrote, also what an earlier release wrote within the retention time. */
    R read(String text);

    static <R> ReplyCodec<R> of(Function<R, String> write, Function<String, R> read) {
        return new ReplyCodec<>() {
            @Override
            public String write(R reply) {
                return write.apply(reply);
            }

            @Override
            public R read(String text) {
                return read.apply(text);
            }
        };
    }

    static ReplyCodec<String> text() {
        return of(Function.identity(), Function.identity());
    }

    static ReplyCodec<Done> done() {
        return of(done -> "", text -> Done.DONE);
    }
}
