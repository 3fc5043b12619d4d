package io.opsbus.conformance.coverage;

import static java.util.Map.entry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The error tables of the API reference (July 2021): which codes an action may answer, and with which HTTP status. {@code
 * errors.tsv} holds them, one line an action and status.
 */
final class ReferenceErrors {
    /** Those of every action, from the reference's page of common errors and from the clients' own tests. */
    private static final Map<String, Set<Integer>> COMMON = Map.ofEntries(
            entry("MissingParameter", Set.of(400)),
            entry("InvalidParameter", Set.of(400)),
            entry("IdempotentParameterMismatch", Set.of(400, 403)),
            entry("InvalidRegionId.NotFound", Set.of(404)),
            entry("InvalidInstanceId.NotFound", Set.of(404)),
            entry("InvalidDiskId.NotFound", Set.of(404)),
            entry("InvalidSnapshotId.NotFound", Set.of(404)),
            entry("InvalidImageId.NotFound", Set.of(404)),
            entry("InvalidZoneId.NotFound", Set.of(404)),
            entry("OperationConflict", Set.of(409)),
            entry("Throttling", Set.of(400, 429)),
            entry("Throttling.User", Set.of(400, 429)));

    private final Map<String, Map<String, Set<Integer>>> actions = new HashMap<>();

    ReferenceErrors() {
        try (InputStream in = Objects.requireNonNull(ReferenceErrors.class.getResourceAsStream("errors.tsv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split("\t", -1)).forEach(this::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wrong with an action's answering {@code code} with {@code status}; empty when nothing is. */
    Optional<String> objection(String action, int status, String code) {
        Map<String, Set<Integer>> own = actions.getOrDefault(action, Map.of());
        Set<Integer> statuses = new HashSet<>(own.getOrDefault(code, Set.of()));
        statuses.addAll(COMMON.getOrDefault(code, Set.of()));
        if (statuses.contains(status) || (statuses.isEmpty() && own.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                statuses.isEmpty()
                        ? "the reference has no " + code + " for " + action
                        : "the reference has " + code + " with " + statuses + ", not with " + status);
    }

    private void add(String[] line) {
        Map<String, Set<Integer>> codes = actions.computeIfAbsent(line[0], action -> new HashMap<>());
        for (String code : line[2].split(" ", -1)) {
            codes.computeIfAbsent(code, one -> new HashSet<>()).add(Integer.parseInt(line[1]));
        }
    }
}
