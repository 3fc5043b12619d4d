package io.opsbus.invocation.agentlink.update;

import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Tree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is published: the folders below one folder, read anew each time, so that a version is there from the moment an operator puts
 * it there until they take it away.
 */
public final class Releases {
    /** Bytes of one answer: agents fetch a parcel part by part, so that a thousand of them take no memory to speak of. */
    static final int PART = 64 * 1024;

    private static final String OURS = "opsbus agent";

    private final @Nullable Path folder;

    /**
     * Published versions.
     *
     * @param folder null where none are
     */
    public Releases(@Nullable Path folder) {
        this.folder = folder;
    }

    /** The version an agent of ours runs, by the question it asks; empty for the official agent and for what is no question. */
    public Optional<String> running(byte[] question) {
        return folder == null
                ? Optional.empty()
                : JsonReader.read(new String(question, java.nio.charset.StandardCharsets.UTF_8))
                        .filter(Tree.Fields.class::isInstance)
                        .map(Tree.Fields.class::cast)
                        .filter(asked -> text(asked, "app_id").equals(OURS))
                        .map(asked -> text(asked, "app_version"));
    }

    private static String text(Tree.Fields in, String name) {
        return in.values().get(name) instanceof Tree.Text(String text) ? text : "";
    }

    /** The answer for an agent of ours: the newest version, when it is newer than what it runs. */
    public Optional<String> newerThan(String running) {
        return ReleaseVersion.parse(running)
                .flatMap(version -> all().stream()
                        .filter(release -> release.version().compareTo(version) > 0)
                        .max(Comparator.comparing(Release::version)))
                .map(Release::text);
    }

    /**
     * A part of a parcel.
     *
     * @return empty when there is no such version, or nothing at this place
     */
    public Optional<byte[]> part(String version, OptionalLong offset) {
        if (folder == null || offset.isEmpty() || offset.getAsLong() < 0) {
            return Optional.empty();
        }
        Path root = folder;
        return ReleaseVersion.parse(version)
                .flatMap(known -> Release.read(root.resolve(known.text())))
                .filter(release -> offset.getAsLong() < release.size())
                .flatMap(release -> part(release, offset.getAsLong()));
    }

    private static Optional<byte[]> part(Release release, long offset) {
        try (var in = new RandomAccessFile(release.parcel().toFile(), "r")) {
            byte[] part = new byte[(int) Math.min(PART, release.size() - offset)];
            in.seek(offset);
            in.readFully(part);
            return Optional.of(part);
        } catch (IOException notWhole) {
            return Optional.empty();
        }
    }

    private List<Release> all() {
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.flatMap(one -> Release.read(one).stream()).toList();
        } catch (IOException nonePublished) {
            return List.of();
        }
    }
}
