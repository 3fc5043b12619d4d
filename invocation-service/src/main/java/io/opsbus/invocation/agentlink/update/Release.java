package io.opsbus.invocation.agentlink.update;

import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * A published version: a folder with the parcel and what its publisher signed. The server cannot sign, and does not judge the
 * signature: agents do, with the key they were installed with.
 *
 * @param parcel the file
 * @param size of the parcel in bytes, as it was signed
 * @param sha256 of the parcel in hexadecimal digits, as it was signed
 * @param signature Ed25519, Base64
 */
record Release(ReleaseVersion version, Path parcel, long size, String sha256, String signature) {
    private static final String PARCEL = "parcel.zip";
    private static final String OFFER = "offer.properties";
    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,8}");

    /** Reads one; empty when it is none, or not whole. */
    static Optional<Release> read(Path folder) {
        var lines = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve(OFFER))) {
            lines.load(in);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
        String size = lines.getProperty("size", "");
        return SIZE.matcher(size).matches()
                ? ReleaseVersion.parse(lines.getProperty("version", ""))
                        .filter(version ->
                                version.text().equals(folder.getFileName().toString()))
                        .map(version -> new Release(
                                version,
                                folder.resolve(PARCEL),
                                Long.parseLong(size),
                                lines.getProperty("sha256", ""),
                                lines.getProperty("signature", "")))
                : Optional.empty();
    }

    /** The answer to a check. Its words for the official agent say "no update", whoever asks. */
    String text() {
        return Json.write(Tree.build()
                .put("flag", 0)
                .put("instanceId", "")
                .put("need_update", 0)
                .put("next_interval", 1800)
                .put(
                        "update_info",
                        Tree.build()
                                .put("file_name", "")
                                .put("md5", "")
                                .put("url", "")
                                .end())
                .put(
                        "opsbus_update",
                        Tree.build()
                                .put("version", version.text())
                                .put("size", size)
                                .put("sha256", sha256)
                                .put("signature", signature)
                                .end())
                .end());
    }
}
