package io.opsbus.rpc.reply;

/** What an Action answers. */
public sealed interface Answer {
    /** It worked; {@code fields} without {@code RequestId}, which rendering puts first. */
    record Reply(Tree.Fields fields) implements Answer {}

    /** The caller hears why not. */
    record Refused(RpcError error) implements Answer {}
}
