package io.opsbus.agent.update;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An operator who publishes, and a server that tells of it: as it is, or as somebody in between would have it. */
final class Published implements Updater.Source {
    private final KeyPair keys = keys();
    private byte[] parcel = {};
    private Offer offer = new Offer(new Version("0.0"), 1, "0".repeat(64), "");
    private boolean none = true;
    int parts;
    /** What happens on the machine while a part is fetched. */
    Updating meanwhile = () -> {};

    @FunctionalInterface
    interface Updating {
        void run() throws IOException;
    }

    static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    UpdateKey key() {
        return new UpdateKey(keys.getPublic());
    }

    void publish(String version, Path folder, byte[] zip) throws IOException {
        Path file = Files.write(folder.resolve("published.zip"), zip);
        offer = new SigningKey(keys.getPrivate()).sign(new Version(version), file);
        parcel = zip;
        none = false;
    }

    void publish(String version, Path folder) throws IOException {
        publish(version, folder, zip(Map.of("lib/agent.jar", "agent " + version)));
    }

    /** Another file under the same offer. */
    void swap(byte[] other) {
        parcel = other;
    }

    byte[] parcel() {
        return parcel.clone();
    }

    Offer offer() {
        return offer;
    }

    /** Another offer. */
    void tell(Offer other) {
        offer = other;
    }

    @Override
    public String check(Version running) {
        return none
                ? "{\"need_update\":0}"
                : "{\"need_update\":0,\"opsbus_update\":{\"version\":\"%s\",\"size\":%d,\"sha256\":\"%s\",\"signature\":\"%s\"}}"
                        .formatted(offer.version(), offer.size(), offer.sha256(), offer.signature());
    }

    @Override
    public byte[] part(Version version, long offset) throws IOException {
        parts++;
        meanwhile.run();
        int from = (int) Math.min(offset, parcel.length);
        return Arrays.copyOfRange(parcel, from, Math.min(parcel.length, from + Updater.PART));
    }
}
