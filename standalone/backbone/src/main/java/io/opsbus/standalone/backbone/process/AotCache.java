package io.opsbus.standalone.backbone.process;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ahead-of-time cache of one JVM program (JEP 483, one-step creation of JEP 514): loaded and linked classes and
 * profiles, which halves the CPU time of a start. The first run trains it and writes it when it ends in an orderly way;
 * later runs use it. A cache is only ever a gain: any trouble with it means a start without it.
 *
 * <p>The file name carries a fingerprint of the JDK, the flags and the class path, so a rebuilt jar trains anew.
 */
public final class AotCache {
    // First bytes of a finished cache; the JVM writes them last, so a run killed while writing leaves zeros.
    private static final int MAGIC_PREFIX = 0xf00baba0;
    private static final Duration WRITING = Duration.ofMinutes(3);

    private final Path folder;
    private final String program;

    /**
     * @param folder where caches live; made when missing
     * @param program name of the program, first part of the file name
     */
    public AotCache(Path folder, String program) {
        this.folder = folder;
        this.program = program;
    }

    /**
     * The JVM flags of the next run.
     *
     * @param jvmFlags the other flags; the choice of collector must be the same in training and use
     * @param classPath jars only: the JVM takes no folders here
     */
    public List<String> flags(List<String> jvmFlags, List<Path> classPath) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(program + "-" + fingerprint(jvmFlags, classPath) + ".aot");
            if (complete(file)) {
                // off the standard output: a cache the JVM does not like is no news to anybody
                return List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
            }
            if (beingWritten(file)) {
                return List.of();
            }
            removeOlder(file);
            return List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether the given flags make the run a training run: it takes some seconds longer to end. */
    public static boolean trains(List<String> flags) {
        return flags.stream().anyMatch(flag -> flag.startsWith("-XX:AOTCacheOutput="));
    }

    private static boolean complete(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < 1024) {
            return false;
        }
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            return (Integer.reverseBytes(in.readInt()) & 0xfffffff0) == MAGIC_PREFIX;
        }
    }

    private static boolean beingWritten(Path file) throws IOException {
        return Files.exists(file)
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .isAfter(Instant.now().minus(WRITING));
    }

    private void removeOlder(Path wanted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path old : files.toList()) {
                String name = old.getFileName().toString();
                if (name.startsWith(program + "-") && name.contains(".aot") && !beingWritten(old)) {
                    Files.deleteIfExists(old);
                }
            }
        }
        Files.deleteIfExists(wanted);
    }

    private static String fingerprint(List<String> jvmFlags, List<Path> classPath) throws IOException {
        var text = new StringBuilder(Runtime.version().toString());
        // system properties (ports, passwords) do not shape a cache
        jvmFlags.stream().filter(flag -> flag.startsWith("-X")).forEach(text::append);
        for (Path jar : classPath) {
            var attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            text.append('\n').append(jar.toAbsolutePath()).append(' ').append(attributes.size());
            text.append(' ').append(attributes.lastModifiedTime().toMillis());
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }
}
