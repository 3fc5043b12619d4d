package io.opsbus.invocation.work;

import java.time.Duration;

/** What an invocation does on each of its instances. */
public sealed interface Work {
    /** Longest time of one run. */
    Duration timeout();

    RepeatMode mode();

    /**
     * It runs a command.
     *
     * @param command as it was when the invocation was accepted
     * @param kept whether the command is in the catalogue; one made by RunCommand may not be
     */
    record Run(Command command, Terms terms, boolean kept) implements Work {
        @Override
        public Duration timeout() {
            return command.program().timeout();
        }

        @Override
        public RepeatMode mode() {
            return terms.mode();
        }
    }

    /**
     * It writes a file.
     *
     * @param contentType as sent, {@code PlainText} or {@code Base64}
     */
    record SendFile(Label label, Content content, String contentType, Target target, Duration timeout) implements Work {
        @Override
        public RepeatMode mode() {
            return RepeatMode.ONCE;
        }

        /** What people call it. */
        public record Label(String name, String description) {}

        /** Where it goes, and whose it is. */
        public record Target(String directory, String mode, String owner, String group, boolean overwrite) {}
    }
}
