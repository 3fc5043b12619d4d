package io.opsbus.agent.update;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Which version runs. Empty is the one that was installed, which is always there.
 *
 * <pre>
 *  current --taken--> on trial --connected--> current (the one before is kept)
 *     ^                  | three starts, or three minutes, without a connection
 *     +---- refused <----+
 * </pre>
 *
 * @param current runs when nothing is on trial
 * @param previous was current before
 * @param trial what has not shown yet that it works
 * @param refused versions that did not come up, and when that was; they are not taken again for a day
 */
public record Standing(
        Optional<Version> current, Optional<Version> previous, Optional<Trial> trial, Map<Version, Instant> refused) {
    /** Starts of a version on trial. */
    static final int STARTS = 3;

    private static final Duration REFUSED_FOR = Duration.ofDays(1);
    private static final int MOST_REFUSED = 8;
    private static final String REFUSED = "refused.";

    static final Standing INSTALLED = new Standing(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public Standing {
        refused = Map.copyOf(refused);
    }

    /**
     * A version that has not shown yet that it works.
     *
     * @param begun how often it was started
     */
    public record Trial(Version version, int begun) {}

    /** What is to be started; empty for what was installed. */
    public Optional<Version> runs() {
        return trial.map(Trial::version).or(() -> current);
    }

    /** Whether a version may take the place of the one that runs: never an older one, nor one that just failed. */
    boolean mayTake(Version offered, Version running, Instant now) {
        Instant failed = refused.get(offered);
        return offered.isNewerThan(running)
                && (failed == null || failed.plus(REFUSED_FOR).isBefore(now));
    }

    /** A version lies ready. */
    Standing taken(Version version) {
        return new Standing(current, previous, Optional.of(new Trial(version, 0)), refused);
    }

    /** The agent starts. */
    Standing begun(Instant now) {
        return trial.map(one -> one.begun() < STARTS
                        ? new Standing(
                                current, previous, Optional.of(new Trial(one.version(), one.begun() + 1)), refused)
                        : refused(one.version(), now))
                .orElse(this);
    }

    boolean isOnTrial(Version version) {
        return trial.filter(one -> one.version().equals(version)).isPresent();
    }

    /** It was on trial and did not come up; another one may be on trial by now. */
    Standing refused(Version version, Instant now) {
        Map<Version, Instant> all = new HashMap<>(refused);
        if (all.size() >= MOST_REFUSED) {
            all.entrySet().stream().min(Map.Entry.comparingByValue()).ifPresent(oldest -> all.remove(oldest.getKey()));
        }
        all.put(version, now);
        return new Standing(
                current, previous, trial.filter(one -> !one.version().equals(version)), all);
    }

    /** It was on trial and is connected; another one may be on trial by now. */
    Standing proven(Version version) {
        return current.equals(Optional.of(version))
                ? this
                : new Standing(
                        Optional.of(version),
                        current,
                        trial.filter(one -> !one.version().equals(version)),
                        refused);
    }

    /** A version is not there any more, or is not newer than what was installed. */
    Standing without(Version version) {
        return new Standing(
                current.equals(Optional.of(version)) ? previous.filter(one -> !one.equals(version)) : current,
                previous.filter(one -> !one.equals(version) && !current.equals(Optional.of(version))),
                trial.filter(one -> !one.version().equals(version)),
                refused);
    }

    /** Every version that is still needed. */
    Stream<Version> needed() {
        return Stream.of(current, previous, trial.map(Trial::version)).flatMap(Optional::stream);
    }

    /** As lines of {@code name=value}. */
    String text() {
        var text = new StringBuilder();
        current.ifPresent(version -> text.append("current=").append(version).append('\n'));
        previous.ifPresent(version -> text.append("previous=").append(version).append('\n'));
        trial.ifPresent(one -> text.append("trial=")
                .append(one.version())
                .append("\nbegun=")
                .append(one.begun())
                .append('\n'));
        refused.forEach((version, at) ->
                text.append(REFUSED).append(version).append('=').append(at).append('\n'));
        return text.toString();
    }

    /** Reads them; what cannot be read is left out, so that at worst the installed version runs. */
    static Standing read(Properties lines) {
        Optional<Trial> trial = version(lines, "trial").map(version -> new Trial(version, begun(lines)));
        Map<Version, Instant> refused = new HashMap<>();
        for (String name : lines.stringPropertyNames()) {
            if (name.startsWith(REFUSED)) {
                Version.parse(name.substring(REFUSED.length()))
                        .ifPresent(
                                version -> moment(lines.getProperty(name)).ifPresent(at -> refused.put(version, at)));
            }
        }
        return new Standing(version(lines, "current"), version(lines, "previous"), trial, refused);
    }

    private static Optional<Version> version(Properties lines, String name) {
        return Version.parse(lines.getProperty(name, ""));
    }

    /** A number that cannot be read counts as one start too many. */
    private static int begun(Properties lines) {
        String text = lines.getProperty("begun", "");
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : STARTS;
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (java.time.DateTimeException broken) {
            return Optional.empty();
        }
    }
}
