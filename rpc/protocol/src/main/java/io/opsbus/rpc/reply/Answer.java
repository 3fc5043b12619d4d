package io.opsbus.rpc.reply;

import java.util.List;

/** What an Action answers. */
public sealed interface Answer {
    /**
     * It worked.
     *
     * @param fields without {@code RequestId}, which rendering puts first
     * @param made ids of the resources it made, for the audit
     */
    record Reply(Tree.Fields fields, List<String> made) implements Answer {
        public Reply {
            made = List.copyOf(made);
        }

        public Reply(Tree.Fields fields) {
            this(fields, List.of());
        }

        /** A reply that has nothing to tell but that it is done. */
        public static Reply done() {
            return new Reply(Tree.fields());
        }
    }

    /** The caller hears why not. */
    record Refused(RpcError error) implements Answer {}
}
