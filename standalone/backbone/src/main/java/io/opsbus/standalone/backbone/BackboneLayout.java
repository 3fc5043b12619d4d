package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the build of this module put the programs.
 *
 * @param home the checkout
 */
public record BackboneLayout(Path home) {
    public BackboneLayout {
        home = home.toAbsolutePath().normalize();
    }

    /** The checkout named by the system property {@code opsbus.home}. */
    public static BackboneLayout find() throws StartFailure {
        String home = System.getProperty("opsbus.home");
        if (home == null || home.isBlank()) {
            throw new StartFailure("The system property opsbus.home (the checkout) is not set.");
        }
        return new BackboneLayout(Path.of(home));
    }

    /** Class path of the broker: our own jar first, then the libraries by name, so that the order never changes. */
    public List<Path> classPath() throws StartFailure {
        var jars = new ArrayList<Path>();
        jars.addAll(jars(target()));
        jars.addAll(jars(target().resolve("lib")));
        if (jars.size() < 2) {
            throw notBuilt(target());
        }
        return List.copyOf(jars);
    }

    /** The unpacked Apicurio Registry: the folder of {@code quarkus-run.jar}. */
    public Path registry() throws StartFailure {
        Path folder = target().resolve("registry");
        if (!Files.isRegularFile(folder.resolve("quarkus-run.jar"))) {
            throw notBuilt(folder);
        }
        return folder;
    }

    /** Folder the PostgreSQL binaries are unpacked to on first use. */
    public Path postgres() {
        return target().resolve("postgres");
    }

    /** Folder of the AOT caches. */
    public Path aotCaches() {
        return target().resolve("aot");
    }

    private Path target() {
        return home.resolve("standalone/backbone/target");
    }

    private static StartFailure notBuilt(Path missing) {
        return new StartFailure("The backbone is not built (nothing at " + missing
                + "). Run: mvn -pl standalone/backbone -am -DskipTests process-classes");
    }

    private static List<Path> jars(Path folder) throws StartFailure {
        if (!Files.isDirectory(folder)) {
            throw notBuilt(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StartFailure("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
