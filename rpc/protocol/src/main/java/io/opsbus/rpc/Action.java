package io.opsbus.rpc;

import io.opsbus.rpc.reply.Answer;

/** One operation of the API. Implementations block freely: they run on virtual threads. */
public interface Action {
    ActionName name();

    /** Does the work; a "no" the caller may hear is {@link Answer.Refused}, an exception is a bug or broken I/O. */
    Answer answer(Call call);
}
