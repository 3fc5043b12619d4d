package io.opsbus.parameters;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The parameters of a script whose parameters are on: what {@code {{name}}} stands in it (guide 2.3.1, API facts 2.1). */
public final class ParameterNames {
    /** Most custom parameters of a script. */
    public static final int MOST = 20;

    /** Longest name of one, in bytes. */
    public static final int LONGEST = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    /** Values an operator keeps in OOS; they are looked up when the command runs. */
    private static final Pattern REFERENCE = Pattern.compile("oos(-secret)?:[A-Za-z0-9_./-]+");

    private static final String BUILT_IN = "ACS::";
    private static final Set<String> BUILT_INS =
            Set.of("RegionId", "AccountId", "InstanceId", "InstanceName", "InvokeId", "CommandId");

    private ParameterNames() {}

    /** What came of reading a script. */
    public sealed interface Reading {}

    /** Its custom parameters, as first written, in their order. */
    public record Named(List<String> names) implements Reading {
        public Named {
            names = List.copyOf(names);
        }
    }

    /** Something in it can be no parameter. */
    public record Faulty(NameFault fault) implements Reading {}

    /** Reads a script. Names are compared without regard to case, as substitution does. */
    public static Reading read(byte[] script) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Placeholders.Placeholder one : Placeholders.in(script)) {
            String name = one.name();
            if (!isBuiltIn(name) && !REFERENCE.matcher(name).matches()) {
                Optional<NameFault> fault = fault(name);
                if (fault.isPresent()) {
                    return new Faulty(fault.get());
                }
                names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            }
        }
        return names.size() > MOST ? new Faulty(new NameFault.TooMany(MOST)) : new Named(List.copyOf(names.values()));
    }

    /** Whether a name can be one of a custom parameter. */
    public static boolean canBe(String name) {
        return fault(name).isEmpty();
    }

    private static boolean isBuiltIn(String name) {
        return name.startsWith(BUILT_IN) && BUILT_INS.contains(name.substring(BUILT_IN.length()));
    }

    private static Optional<NameFault> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of(new NameFault.Empty());
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of(new NameFault.TooLong(name, LONGEST));
        }
        return NAME.matcher(name).matches() ? Optional.empty() : Optional.of(new NameFault.Bad(name));
    }
}
