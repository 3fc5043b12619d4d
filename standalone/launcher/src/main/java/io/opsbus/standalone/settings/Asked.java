package io.opsbus.standalone.settings;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.RunSettings;
import io.opsbus.standalone.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One call of {@code up}: what it is to run with, beside what runs in its data folder or ran there last.
 *
 * @param run what it is to run with
 * @param last what runs there, or ran last
 * @param flagged what the command line itself says, by the names of {@link RunSettings#told}
 * @param given the environment it was called with
 * @param kept what the kept file sets
 */
public record Asked(
        RunSettings run,
        Optional<RunSettings> last,
        Set<String> flagged,
        Map<String, String> given,
        Map<String, String> kept) {
    private static final Map<String, String> VARIABLES = Map.of(
            "--port-offset", Settings.ENV_OFFSET,
            "--kafka", Settings.ENV_KAFKA,
            "--registry", Settings.ENV_REGISTRY,
            "--postgres", Settings.ENV_POSTGRES);

    /** In the supervisor's environment: the names of what it has from the kept file. */
    public static final String KEPT_NAMES = "OPSBUS_KEPT_NAMES";

    /** Where data is kept: elsewhere there is nothing of what was there. */
    private static final Set<String> PLACES = Set.of("--kafka", "--registry", "--postgres");

    /** Reads the kept file and the last run's settings of the data folder that is chosen. */
    public static Asked of(Path home, Settings.Flags flags, Map<String, String> env) throws IOException {
        DataFolder data = new DataFolder(Settings.data(home, flags, env));
        Map<String, String> kept = SettingsFile.read(data.keptSettings());
        Map<String, String> all = new HashMap<>(kept);
        all.putAll(env);
        Optional<RunSettings> last = RunSettings.last(data.root(), home);
        return new Asked(
                RunSettings.of(home, flags, all, last), last, flagged(flags), Map.copyOf(env), Map.copyOf(kept));
    }

    private static Set<String> flagged(Settings.Flags flags) {
        Map<String, Boolean> are = Map.of(
                "--port-offset", flags.portOffset() != null,
                "--kafka", flags.kafka() != null || flags.embedded(),
                "--registry", flags.registry() != null || flags.embedded(),
                "--postgres", flags.postgres() != null || flags.embedded(),
                "--with-agent", flags.withAgent() != null);
        return are.keySet().stream().filter(are::get).collect(Collectors.toSet());
    }

    /** What programs are started with, beside the environment of this call. */
    public Map<String, String> environment() {
        Map<String, String> more = new HashMap<>(kept);
        if (!run.postgresUser().isEmpty()) {
            more.put(Settings.ENV_POSTGRES_USER, run.postgresUser());
        }
        more.keySet().removeAll(given.keySet());
        more.put(
                KEPT_NAMES,
                kept.keySet().stream()
                        .filter(name -> !given.containsKey(name))
                        .sorted()
                        .collect(Collectors.joining(",")));
        return more;
    }

    /** Why this must not be started; empty when it may. */
    public String refusal() {
        for (Difference one : changes()) {
            if (PLACES.contains(one.name()) && !flagged.contains(one.name())) {
                String variable = VARIABLES.getOrDefault(one.name(), "");
                return one.name() + ": it was " + one.was() + " last time and is " + one.is() + " now, by " + variable
                        + ". What is kept there is not moved: the system would begin without it. Go on as last time without "
                        + variable + "; or say it on the command line, to begin there: " + one.asked() + ".";
            }
        }
        boolean needsPassword = last.filter(RunSettings::hasPostgresPassword).isPresent()
                && changes().stream().noneMatch(one -> one.name().equals("--postgres"));
        if (needsPassword && !run.hasPostgresPassword()) {
            return "PostgreSQL at " + run.settings().postgresUrl() + " was used with a password last time, and "
                    + Settings.ENV_POSTGRES_PASSWORD + " is not set; set it, or keep it in "
                    + new DataFolder(run.settings().data()).keptSettings() + ".";
        }
        return "";
    }

    /** What an operator should know of this start, a sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        String remembered =
                asLastTime().stream().map(Difference::asked).sorted().distinct().collect(Collectors.joining(", "));
        if (!remembered.isEmpty()) {
            notes.add("As last time: " + remembered + " (./opsbus up --help says how to have it otherwise).");
        }
        changes().stream()
                .filter(one -> PLACES.contains(one.name()))
                .map(one -> "NOTE  " + one.name() + ": it was " + one.was() + " last time and is " + one.is()
                        + " now. What is kept there is not moved; back to it: ./opsbus up "
                        + new Difference(one.name(), one.is(), one.was()).asked())
                .forEach(notes::add);
        named("Not used, for up sets it itself: ", given.keySet(), Names.FIXED::contains)
                .ifPresent(notes::add);
        Set<String> once = new HashSet<>(given.keySet());
        once.removeAll(kept.keySet());
        named(
                        "For this start only, unless it is kept in "
                                + new DataFolder(run.settings().data()).keptSettings() + ": ",
                        once,
                        Names::isOfServices)
                .ifPresent(notes::add);
        Set<String> all = new TreeSet<>(given.keySet());
        all.addAll(kept.keySet());
        all.stream()
                .filter(name -> Names.isOfServices(name) && !KnownNames.has(name))
                .map(name -> "NOTE  " + name + " is read by no service (没有服务读取该设置)"
                        + KnownNames.nearest(name)
                                .map(near -> "; is " + near + " meant?")
                                .orElse("."))
                .forEach(notes::add);
        return notes;
    }

    private static Optional<String> named(
            String sentence, Set<String> names, java.util.function.Predicate<String> which) {
        var sorted = names.stream().filter(which).collect(Collectors.toCollection(TreeSet::new));
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sentence + String.join(", ", sorted) + ".");
    }

    /** What runs with something else than is asked for, a line each. */
    public List<String> otherwise(Map<String, String> running) {
        List<String> lines = new ArrayList<>();
        changes()
                .forEach(one ->
                        lines.add(one.name() + ": runs with " + shown(one.was()) + ", asked for " + shown(one.is())));
        if (!running.isEmpty()) {
            Map<String, String> all = new TreeMap<>(environment());
            all.putAll(given);
            all.forEach((name, value) -> {
                if (isLookedAt(name) && !value.equals(running.get(name))) {
                    // its value may be a secret
                    lines.add(name + ": runs with another value");
                }
            });
            Stream.of(running.getOrDefault(KEPT_NAMES, "").split(","))
                    .filter(name -> isOfServicesOrSecret(name) && !all.containsKey(name))
                    .forEach(name -> lines.add(name + ": runs with what its line in "
                            + new DataFolder(run.settings().data()).keptSettings() + " said, which is gone"));
        }
        return lines;
    }

    private boolean isLookedAt(String name) {
        return Names.isOfServices(name) || (run.hasPostgresPassword() && name.equals(Settings.ENV_POSTGRES_PASSWORD));
    }

    private static boolean isOfServicesOrSecret(String name) {
        return Names.isOfServices(name) || name.equals(Settings.ENV_POSTGRES_PASSWORD);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private List<Difference> changes() {
        return last.map(before -> Difference.between(before.told(), run.told())).orElse(List.of());
    }

    /** What nobody asked for and is not the default either. */
    private List<Difference> asLastTime() {
        var nothing = RunSettings.of(
                run.settings().home(), Settings.Flags.in(run.settings().data()), Map.of(), Optional.empty());
        return Difference.between(nothing.told(), run.told()).stream()
                .filter(one -> !flagged.contains(one.name()))
                .filter(one -> {
                    String variable = VARIABLES.getOrDefault(one.name(), one.name());
                    return !given.containsKey(variable) && !kept.containsKey(variable);
                })
                .toList();
    }
}
