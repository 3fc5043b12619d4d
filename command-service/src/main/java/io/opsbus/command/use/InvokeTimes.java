package io.opsbus.command.use;

import io.opsbus.command.CommandId;
import io.opsbus.command.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How often commands were invoked: {@code InvokeTimes}. Throws {@link io.opsbus.command.query.Commands.Away} while the store
 * does not answer.
 */
public interface InvokeTimes {
    /** Takes news, all or none of them. Of one invocation it counts once, however often it is told; of no command, never. */
    void count(List<InvocationNews> news);

    /** Of those of these that are in the scope. */
    Map<CommandId, Long> of(Scope scope, Collection<CommandId> ids);
}
