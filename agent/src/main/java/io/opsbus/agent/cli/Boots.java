package io.opsbus.agent.cli;

import io.opsbus.agent.Journal;
import io.opsbus.agent.wire.Home;
import java.io.IOException;
import java.util.Optional;

/** In which boot of the machine the agent is. */
record Boots(Home home, Journal journal) {
    private static final String NOTE = "boot-id";

    /** Whether the scripts of this boot have not all begun yet. */
    boolean isColdStart() throws IOException {
        Optional<String> boot = Boot.id();
        return boot.isPresent() && !boot.get().equals(home.note(NOTE));
    }

    /** Not before the scripts of the boot have begun: who is killed until then is given them again, and begins those that had not. */
    void note() {
        try {
            Optional<String> boot = Boot.id();
            if (boot.isPresent()) {
                home.note(NOTE, boot.get());
            }
        } catch (IOException full) {
            journal.note("boot not noted", "why", full);
        }
    }
}
