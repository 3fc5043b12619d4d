package io.opsbus.agent.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A version as a file: a zip of {@code lib/*.jar} and nothing else. The Java it runs on is the installation's: another one comes
 * with another installation.
 */
public final class Parcel {
    /** Bytes of the file, and of what is in it, at most. */
    public static final long LARGEST = 16L << 20;

    private static final long LARGEST_UNPACKED = 64L << 20;
    private static final int MOST_JARS = 64;
    private static final int BUFFER = 64 * 1024;
    private static final Pattern JAR = Pattern.compile("lib/[0-9A-Za-z_][0-9A-Za-z._-]{0,100}\\.jar");

    private Parcel() {}

    /** What is in the file has this hash. */
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * Looks at its table of contents.
     *
     * @throws IOException saying what is wrong with it
     */
    static void check(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than " + (LARGEST >> 20) + " MiB");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() == 0 || zip.size() > MOST_JARS) {
                throw new IOException(file + " holds " + zip.size() + " files, not 1 to " + MOST_JARS);
            }
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (!JAR.matcher(name).matches()) {
                    throw new IOException(file + " holds " + name + "; a parcel is lib/*.jar and nothing else");
                }
            }
        }
    }

    /**
     * Writes what is in it below a folder, and to the disk itself.
     *
     * @throws IOException if it is no parcel, or more is in it than it may be
     */
    static void unpack(Path file, Path folder) throws IOException {
        check(file);
        Files.createDirectories(folder.resolve("lib"));
        long left = LARGEST_UNPACKED;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    // what it says of its size is not believed
                    left -= write(in, folder.resolve(entry.getName()), left);
                }
            }
        }
    }

    private static long write(InputStream in, Path file, long most) throws IOException {
        long written = 0;
        byte[] buffer = new byte[BUFFER];
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written += read;
                if (written > most) {
                    throw new IOException("more than " + (LARGEST_UNPACKED >> 20) + " MiB are in it");
                }
                ByteBuffer part = ByteBuffer.wrap(buffer, 0, read);
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
            out.force(true);
        }
        return written;
    }
}
