package io.opsbus.standalone;

import io.opsbus.agent.update.Offer;
import io.opsbus.agent.update.SigningKey;
import io.opsbus.agent.update.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Versions of the agent that are published: a folder each, which invocation-service reads anew for every check. A version is there
 * whole or not at all.
 *
 * @param folder of all of them
 */
public record AgentReleases(Path folder) {
    /**
     * Signs a parcel and publishes it.
     *
     * @throws IOException if it is no parcel, the key is none, or the version is published already
     */
    public Offer publish(Version version, Path parcel, Path key) throws IOException {
        Offer offer = SigningKey.read(key).sign(version, parcel);
        Path place = folder.resolve(version.text());
        if (Files.exists(place)) {
            throw new IOException("Version " + version + " is published already; a new one needs a new number.");
        }
        Path part = folder.resolve("." + version);
        delete(part);
        Files.createDirectories(part);
        Files.copy(parcel, part.resolve("parcel.zip"));
        Files.writeString(
                part.resolve("offer.properties"),
                "version=" + version + "\nsize=" + offer.size() + "\nsha256=" + offer.sha256() + "\nsignature="
                        + offer.signature() + "\n");
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        return offer;
    }

    /** Every version, the oldest first. */
    public List<Version> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(file -> Version.parse(file.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        }
    }

    /** Takes a version back: no agent fetches it any more. Those that run it go on. */
    public boolean withdraw(Version version) throws IOException {
        Path place = folder.resolve(version.text());
        if (!Files.exists(place)) {
            return false;
        }
        Path away = folder.resolve("." + version);
        delete(away);
        Files.move(place, away, StandardCopyOption.ATOMIC_MOVE);
        delete(away);
        return true;
    }

    private static void delete(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (Stream<Path> all = Files.walk(file)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
