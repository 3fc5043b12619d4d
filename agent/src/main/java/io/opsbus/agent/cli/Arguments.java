package io.opsbus.agent.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The command line, with the official agent's options (agent facts 4) and a few of ours.
 *
 * @param verb what to do
 * @param values by long name
 * @param tags of a registration
 */
record Arguments(Verb verb, Map<String, String> values, Map<String, String> tags) {
    /** What to do. */
    enum Verb {
        RUN,
        REGISTER,
        DEREGISTER,
        STATUS,
        VERSION,
        HELP
    }

    private static final Map<String, Verb> VERBS = Map.of(
            "--register", Verb.REGISTER,
            "-r", Verb.REGISTER,
            "--deregister", Verb.DEREGISTER,
            "-u", Verb.DEREGISTER,
            "--status", Verb.STATUS,
            "-v", Verb.VERSION,
            "--version", Verb.VERSION,
            "-h", Verb.HELP,
            "--help", Verb.HELP);

    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("--RegionId", "RegionId"),
            Map.entry("-R", "RegionId"),
            Map.entry("--ActivationCode", "ActivationCode"),
            Map.entry("-C", "ActivationCode"),
            Map.entry("--ActivationId", "ActivationId"),
            Map.entry("-I", "ActivationId"),
            Map.entry("--InstanceName", "InstanceName"),
            Map.entry("-N", "InstanceName"),
            Map.entry("--NetworkMode", "NetworkMode"),
            Map.entry("-m", "NetworkMode"),
            Map.entry("--tag", "tag"),
            Map.entry("-T", "tag"),
            Map.entry("--server", "server"),
            Map.entry("--ca", "ca"),
            Map.entry("--update-key", "update-key"),
            Map.entry("--home", "home"));

    /** What came of reading a command line. */
    sealed interface Read {
        record Good(Arguments arguments) implements Read {}

        /** One sentence for people. */
        record Bad(String why) implements Read {}
    }

    /** Reads it; without any word the agent runs. */
    static Read read(String... words) {
        Verb verb = Verb.RUN;
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> tags = new LinkedHashMap<>();
        for (int at = 0; at < words.length; at++) {
            String word = words[at];
            Verb named = VERBS.get(word);
            if (named != null) {
                verb = named;
                continue;
            }
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = OPTIONS.get(equals < 0 ? word : word.substring(0, equals));
            if (option == null) {
                return new Read.Bad("unknown option " + word + "; --help lists all");
            }
            if (equals < 0 && at + 1 == words.length) {
                return new Read.Bad(word + " needs a value");
            }
            String value = equals < 0 ? words[++at] : word.substring(equals + 1);
            if (!option.equals("tag")) {
                values.put(option, value);
            } else if (value.indexOf('=') > 0) {
                tags.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
            } else {
                return new Read.Bad("a tag is key=value, not " + value);
            }
        }
        return new Read.Good(new Arguments(verb, Map.copyOf(values), Map.copyOf(tags)));
    }

    /** Whether it is given, be it as nothing. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** What is given; empty for nothing, too. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty());
    }
}
