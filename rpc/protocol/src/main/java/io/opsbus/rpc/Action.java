package io.opsbus.rpc;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** One operation of the API. Implementations block freely: they run on virtual threads. */
public interface Action {
    /** What it takes and who may call it; the same object every time. */
    Declaration declaration();

    /**
     * Does the work on a request whose parameters were read and checked; a "no" the caller may hear is
     * {@link Answer.Refused}, an exception is a bug or broken I/O.
     */
    Answer answer(Call call);

    default ActionName name() {
        return declaration().name();
    }
}
