package io.opsbus.standalone.backbone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
    private static final byte[] MAGIC = {(byte) 0xa2, (byte) 0xab, 0x0b, (byte) 0xf0};

    @TempDir
    Path folder;

    private AotCache cache;
    private List<Path> classPath;

    @BeforeEach
    void makeJar() throws Exception {
        cache = new AotCache(folder.resolve("aot"), "broker");
        classPath = List.of(Files.writeString(folder.resolve("a.jar"), "a jar"));
    }

    @Test
    void theFirstRunTrains() {
        List<String> flags = cache.flags(List.of("-Xmx64m"), classPath);

        assertThat(flags.getFirst()).startsWith("-XX:AOTCacheOutput=").endsWith(".aot");
        assertThat(AotCache.trains(flags)).isTrue();
    }

    @Test
    void aFinishedCacheIsUsed() throws Exception {
        Path file = trained(MAGIC);

        List<String> flags = cache.flags(List.of("-Xmx64m"), classPath);
        assertThat(flags).contains("-XX:AOTCache=" + file);
        assertThat(AotCache.trains(flags)).isFalse();
    }

    @Test
    void aCacheBeingWrittenIsLeftAlone() throws Exception {
        trained(new byte[4]);

        assertThat(cache.flags(List.of("-Xmx64m"), classPath)).isEmpty();
    }

    @Test
    void aCacheLeftHalfWrittenIsTrainedAgain() throws Exception {
        Path file = trained(new byte[4]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        assertThat(AotCache.trains(cache.flags(List.of("-Xmx64m"), classPath))).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void aRebuiltJarOrAnotherCollectorTrainsAnew() throws Exception {
        trained(MAGIC);

        assertThat(AotCache.trains(cache.flags(List.of("-Xmx64m", "-XX:+UseZGC"), classPath)))
                .isTrue();
        trained(MAGIC);
        Files.writeString(classPath.getFirst(), "another jar");
        assertThat(AotCache.trains(cache.flags(List.of("-Xmx64m"), classPath))).isTrue();
    }

    @Test
    void portsAndOtherSettingsShareACache() throws Exception {
        trained(MAGIC);

        assertThat(AotCache.trains(cache.flags(List.of("-Xmx64m", "-Dport=7"), classPath)))
                .isFalse();
    }

    private Path trained(byte[] magic) throws Exception {
        String flag = cache.flags(List.of("-Xmx64m"), classPath).getFirst();
        Path file = Path.of(flag.substring(flag.indexOf('=') + 1));
        byte[] content = new byte[4096];
        System.arraycopy(magic, 0, content, 0, magic.length);
        return Files.write(file, content);
    }
}
