package io.opsbus.rpc;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.RpcError;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every Action one endpoint serves, found by version and name, both case-sensitive. */
public final class ActionTable {
    private final Map<ActionName, Action> actions = new HashMap<>();
    private final Set<String> versions = new HashSet<>();

    /** What looking an Action up found. */
    public sealed interface Found {
        /** It is served here. */
        record Served(Action action) implements Found {}

        /** It is not; {@code error} is the answer. */
        record Unknown(RpcError error) implements Found {}
    }

    /**
     * @throws IllegalArgumentException when two Actions have one name, which is a bug
     */
    public ActionTable(Collection<? extends Action> served) {
        for (Action action : served) {
            if (actions.put(action.name(), action) != null) {
                throw new IllegalArgumentException("two Actions are called " + action.name());
            }
            versions.add(action.name().version());
        }
    }

    /** The Action of that name; an unknown version is told apart from an unknown action of a known version. */
    public Found find(ActionName name) {
        Action action = actions.get(name);
        if (action != null) {
            return new Found.Served(action);
        }
        return new Found.Unknown(
                versions.contains(name.version()) ? RpcError.actionNotFound() : RpcError.invalidVersion());
    }

    /** The names served. */
    public Set<ActionName> names() {
        return Set.copyOf(actions.keySet());
    }

    /** What is served, by version and name; for the routes published, the reference page and generated tests. */
    public List<Declaration> declarations() {
        return actions.values().stream()
                .map(Action::declaration)
                .sorted(Comparator.comparing((Declaration one) -> one.name().version())
                        .thenComparing(one -> one.name().action()))
                .toList();
    }
}
