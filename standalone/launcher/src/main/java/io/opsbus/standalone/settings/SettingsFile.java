package io.opsbus.standalone.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings that are kept, {@code settings.env} of a data folder: a line is {@code NAME=value}, empty, or a comment that begins with
 * {@code #}. A value is what follows the first {@code =}, without white space at its ends; there are no quotes and no variables in it.
 */
public final class SettingsFile {
    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.complementOf(EnumSet.copyOf(PosixFilePermissions.fromString("rwx------")));
    private static final String NEW = """
            # Settings this system is started with, one a line: NAME=value. Read by each ./opsbus up; the environment goes before it.
            # Which there are: README.md, "Options of up" and "Settings that stay", and the README.md of each service.
            """;

    private SettingsFile() {}

    /** Makes an empty one that only its owner reads, where there is none. */
    public static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, NEW);
        }
    }

    /**
     * What it sets, in its order; nothing where there is no such file.
     *
     * @throws IllegalArgumentException when others may read it, or a line cannot be meant; the message names the line, never its value
     */
    public static Map<String, String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new IllegalArgumentException(
                    file + " may hold secrets and others can read it; run chmod 600 " + file + " and try again");
        }
        List<String> lines = Files.readAllLines(file);
        Map<String, String> settings = new LinkedHashMap<>();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String refusal = take(line, settings);
                if (!refusal.isEmpty()) {
                    throw new IllegalArgumentException(file + ", line " + (at + 1) + ": " + refusal);
                }
            }
        }
        return settings;
    }

    private static String take(String line, Map<String, String> settings) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? "" : line.substring(0, equals);
        if (!name.matches("[A-Z][A-Z0-9_]*")) {
            return "a line is NAME=value, without white space before the =, or a comment that begins with #";
        }
        String refusal = Names.refusal(name);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        String value = line.substring(equals + 1).strip();
        if (value.length() > 1 && "\"'".indexOf(value.charAt(0)) >= 0 && value.endsWith(value.substring(0, 1))) {
            return name + ": quotes would be a part of the value; write it without";
        }
        return settings.put(name, value) == null ? "" : name + " is set twice";
    }
}
