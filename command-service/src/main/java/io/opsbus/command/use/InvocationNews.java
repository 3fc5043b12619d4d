package io.opsbus.command.use;

import io.opsbus.command.CommandPlace;

/** What a record of an invocation's status says here. */
public sealed interface InvocationNews {
    /** One has begun, and this command is what it runs. */
    record Began(String invocation, CommandPlace place) implements InvocationNews {}

    /** Nothing: a file is sent, or one goes on that had begun. */
    record Nothing() implements InvocationNews {}
}
