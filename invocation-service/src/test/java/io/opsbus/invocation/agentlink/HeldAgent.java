package io.opsbus.invocation.agentlink;

import io.opsbus.agent.cli.Service;
import io.opsbus.agent.wire.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;

/** Our agent, each part of which stands still where its log says a certain thing: whoever kills it then knows how far it had come. */
final class HeldAgent {
    static final String HELD = "held";

    private HeldAgent() {}

    /** Its folder, and what its log is to say. */
    public static void main(String[] words) throws IOException, InterruptedException {
        var home = new Home(Path.of(words[0]));
        try (var service = new Service(
                home, home.identity().orElseThrow(), home.connection(_ -> null), Clock.systemUTC(), (what, _) -> {
                    if (what.equals(words[1])) {
                        hold(home.folder().resolve(HELD));
                    }
                })) {
            service.start();
            var _ = service.await();
        }
    }

    private static void hold(Path held) {
        try {
            Files.writeString(held, "held\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
