package io.opsbus.agent.run;

import java.io.IOException;
import java.util.Locale;

/** As whom scripts may run on this machine. */
public sealed interface Users {
    /** What came of asking for somebody. */
    sealed interface Answer {}

    /** As whom the agent is. */
    record Self() implements Answer {}

    /** As another user. */
    record Other(String name) implements Answer {}

    /**
     * As nobody.
     *
     * @param why for whoever asked
     */
    record Refused(String why) implements Answer {}

    /** Who is asked for; empty for whoever the agent is. */
    Answer ask(String name) throws IOException, InterruptedException;

    /** Those of the machine this is. */
    static Users here() {
        String self = System.getProperty("user.name", "");
        return Launch.WINDOWS ? new OnWindows(self) : new OnUnix(self);
    }

    /**
     * Everybody the machine knows.
     *
     * @param self as whom the agent is
     */
    record OnUnix(String self) implements Users {
        @Override
        public Answer ask(String name) throws IOException, InterruptedException {
            if (name.isEmpty() || name.equals(self)) {
                return new Self();
            }
            return name.matches("[a-zA-Z0-9_][a-zA-Z0-9_.@\\\\-]*") && Spawning.succeeds("id", "-u", name)
                    ? new Other(name)
                    : new Refused("unknown user " + name);
        }
    }

    /**
     * Nobody but the agent's own user: another one needs a password, of which the server tells the name only ({@code WindowsPasswordName},
     * agent facts 8), and this agent has no store of secrets. Names are the same in any case there.
     *
     * @param self as whom the agent is
     */
    record OnWindows(String self) implements Users {
        @Override
        public Answer ask(String name) {
            boolean isSelf = name.isEmpty() || name.toLowerCase(Locale.ROOT).equals(self.toLowerCase(Locale.ROOT));
            return isSelf
                    ? new Self()
                    : new Refused("on Windows this agent runs scripts as the user it is started by, " + self
                            + ", and as nobody else; send no Username");
        }
    }
}
