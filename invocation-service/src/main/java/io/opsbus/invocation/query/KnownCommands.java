package io.opsbus.invocation.query;

import java.util.List;

/** Commands as the bus has told of them: what {@link #find} does not know may be there all the same. */
public interface KnownCommands extends Commands {
    /** Takes what the bus tells, in its order; again or late it changes nothing. */
    void take(List<CommandNews> news);
}
