package io.opsbus.standalone.backbone.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A JVM command line: this very JDK, an explicit class path (never a wildcard: its order is not defined and the AOT
 * cache depends on it).
 *
 * @param classPath jars, in order
 * @param jvmFlags heap, collector, system properties
 * @param aotCache empty: start without one
 */
public record JavaProgram(
        List<Path> classPath, String mainClass, List<String> jvmFlags, List<String> args, Optional<AotCache> aotCache) {
    public JavaProgram {
        classPath = List.copyOf(classPath);
        jvmFlags = List.copyOf(jvmFlags);
        args = List.copyOf(args);
    }

    /** The words of the command. Decides at this moment whether the AOT cache is trained or used. */
    public List<String> command() {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(jvmFlags);
        aotCache.ifPresent(cache -> words.addAll(cache.flags(jvmFlags, classPath)));
        words.add("-cp");
        words.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        words.add(mainClass);
        words.addAll(args);
        return List.copyOf(words);
    }
}
