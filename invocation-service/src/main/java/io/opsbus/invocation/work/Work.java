package io.opsbus.invocation.work;

import io.opsbus.parameters.ParameterNames;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
        /** The same, this of it changed. */
        public Run changed(Edit edit) {
            Program program = command.program();
            Program other = program.running(
                    edit.script.orElse(program.script()), edit.parametersOn.orElse(program.parametersOn()));
            Map<String, String> values = edit.parameters.orElseGet(() -> fitting(other));
            return new Run(command.with(other), terms.with(edit.frequency.orElse(terms.frequency()), values), kept);
        }

        /** The values it has for parameters that a script has too: nobody sent the others with it. */
        private Map<String, String> fitting(Program other) {
            if (!other.parametersOn()
                    || !(ParameterNames.read(other.script().bytes()) instanceof ParameterNames.Named(var names))) {
                return other.parametersOn() ? terms.parameters() : Map.of();
            }
            var fitting = new TreeMap<>(terms.parameters());
            fitting.keySet().removeIf(name -> names.stream().noneMatch(name::equalsIgnoreCase));
            return fitting;
        }

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
     * What of a run command is to be otherwise; what is empty stays.
     *
     * @param parameters all of them; when it is empty those stay that the script has yet
     */
    record Edit(
            Optional<Content> script,
            Optional<Boolean> parametersOn,
            Optional<String> frequency,
            Optional<Map<String, String>> parameters) {
        /** Without scripts and values: they are not for logs. */
        @Override
        public String toString() {
            return "Edit";
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
