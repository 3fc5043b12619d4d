package io.opsbus.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A class path of jars only, which is what an AOT cache takes: each folder of classes becomes a jar, named by what is in it. */
final class Jars {
    private static final Map<String, List<Path>> MADE = new ConcurrentHashMap<>();

    private Jars() {}

    /**
     * The same classes and resources in the same order, but for the tests' own: no service needs them, and each change of a test would ask for a new
     * cache.
     *
     * @param into where the jars of folders are kept
     */
    static List<Path> of(String classPath, Path into) throws IOException {
        var made = MADE.get(classPath);
        return made == null ? make(classPath, into) : made;
    }

    private static List<Path> make(String classPath, Path into) throws IOException {
        Files.createDirectories(into);
        var jars = new ArrayList<Path>();
        for (var element : classPath.split(File.pathSeparator, -1)) {
            var path = Path.of(element);
            if (path.endsWith("test-classes")) {
                continue;
            }
            if (Files.isDirectory(path)) {
                jars.add(jar(path, into));
            } else if (Files.exists(path)) {
                jars.add(path);
            }
        }
        MADE.put(classPath, List.copyOf(jars));
        return jars;
    }

    private static Path jar(Path folder, Path into) throws IOException {
        var files = new ArrayList<Path>();
        try (var all = Files.walk(folder)) {
            all.filter(file -> !file.equals(folder)).sorted().forEach(files::add);
        }
        var jar = into.resolve(name(folder, files) + ".jar");
        if (!Files.exists(jar)) {
            // another test may make it at this moment
            var half = Files.createTempFile(into, "half", ".jar");
            write(folder, files, half);
            Files.move(half, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar;
    }

    private static String name(Path folder, List<Path> files) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files) {
                digest.update(entry(folder, file).getBytes(UTF_8));
                if (Files.isRegularFile(file)) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has SHA-256
        }
    }

    private static void write(Path folder, List<Path> files, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(1);
            for (var file : files) {
                out.putNextEntry(new JarEntry(entry(folder, file)));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, out);
                }
                out.closeEntry();
            }
        }
    }

    /** Folders have entries too: who searches a package for classes asks for its folder. */
    private static String entry(Path folder, Path file) {
        var name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        return Files.isDirectory(file) ? name + "/" : name;
    }
}
