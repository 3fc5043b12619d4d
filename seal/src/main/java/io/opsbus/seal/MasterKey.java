package io.opsbus.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A 256-bit key that seals secrets: AES-256-GCM (NIST SP 800-38D), a fresh 96-bit nonce each, at most 2^32 secrets a key.
 * What a secret is for and whose it is are authenticated with it, so that one sealed value cannot stand in for another.
 * Threads may share a key. Nothing prints it.
 */
public final class MasterKey {
    static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    private static final int ID_BYTES = 6;

    private final SecretKeySpec key;
    private final KeyId id;
    private final SecureRandom random;

    private MasterKey(byte[] key, SecureRandom random) {
        this.key = new SecretKeySpec(key, "AES");
        this.id = id(key);
        this.random = random;
    }

    /** A keyed hash of a fixed text: it tells apart the keys there are and nothing of any of them. */
    private static KeyId id(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal("opsbus master key id".getBytes(StandardCharsets.US_ASCII));
            return new KeyId(HexFormat.of().formatHex(hash, 0, ID_BYTES));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }

    /** What this key is called in what it seals. */
    public KeyId id() {
        return id;
    }

    /**
     * The key in {@code text}.
     *
     * @param text Base64 of 32 bytes; white space around it does not count
     * @throws IllegalArgumentException when it is anything else; the message does not repeat it
     */
    public static MasterKey ofBase64(String text, SecureRandom random) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException _) {
            // its message would quote a character of the key
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a master key is 32 bytes in Base64 (44 characters)");
        }
        return new MasterKey(key, random);
    }

    /** The key in {@code file}, in the form of {@link #ofBase64}. */
    public static MasterKey ofFile(Path file, SecureRandom random) throws IOException {
        try {
            return ofBase64(Files.readString(file, StandardCharsets.ISO_8859_1), random);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(
                    file + " does not hold a 256-bit key in Base64; restore it from a backup: what was sealed with the"
                            + " lost key cannot be opened with another",
                    wrong);
        }
    }

    /** The key in {@code file}; when there is no such file, a fresh key that only the owner of the file may read. */
    public static MasterKey openOrMake(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            make(file, Base64.getEncoder().encodeToString(fresh));
        }
        return ofFile(file, random);
    }

    /** Whole, on the disk before anything is sealed with it, and once: of two who make one at a time both use the first. */
    private static void make(Path file, String key) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path next = Files.createTempFile(
                folder,
                file.getFileName() + ".",
                ".next",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
                written.write(ByteBuffer.wrap(key.getBytes(StandardCharsets.ISO_8859_1)));
                written.force(true);
            }
            link(next, file);
        } finally {
            Files.delete(next);
        }
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void link(Path next, Path file) throws IOException {
        try {
            Files.createLink(file, next);
        } catch (FileAlreadyExistsException _) {
            // somebody was faster
        } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            Files.copy(next, file, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /**
     * Seals {@code secret}; the same secret sealed twice looks different.
     *
     * @param purpose what the secret is for, such as {@code access key secret}; no NUL character
     * @param owner whose it is, such as an access key id; empty when there is only one of its purpose
     */
    public Sealed seal(String purpose, String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] hidden =
                    cipher(Cipher.ENCRYPT_MODE, nonce, purpose, owner).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return Sealed.ofBytes(
                    id,
                    ByteBuffer.allocate(NONCE_BYTES + hidden.length)
                            .put(nonce)
                            .put(hidden)
                            .array());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has AES/GCM/NoPadding", missing);
        }
    }

    /**
     * The secret that was sealed.
     *
     * @throws MissingKey when it names another key
     * @throws BrokenSeal when the key, the purpose, the owner or a bit of {@code sealed} differs from what was sealed
     */
    public String open(String purpose, String owner, Sealed sealed) throws BrokenSeal {
        KeyId by = sealed.key().orElse(id);
        if (!by.equals(id)) {
            throw new MissingKey(purpose, by);
        }
        byte[] bytes = sealed.bytes();
        byte[] nonce = java.util.Arrays.copyOf(bytes, NONCE_BYTES);
        try {
            byte[] secret = cipher(Cipher.DECRYPT_MODE, nonce, purpose, owner)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return new String(secret, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException wrong) {
            throw new BrokenSeal(purpose, wrong);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose, String owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associatedData(purpose, owner));
        return cipher;
    }

    /** Purpose, and after a NUL the owner: two different pairs never give the same bytes. */
    private static byte[] associatedData(String purpose, String owner) {
        if (purpose.isEmpty() || purpose.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a purpose has at least one character and no NUL");
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(purpose.getBytes(StandardCharsets.UTF_8));
        if (!owner.isEmpty()) {
            data.write(0);
            data.writeBytes(owner.getBytes(StandardCharsets.UTF_8));
        }
        return data.toByteArray();
    }

    @Override
    public String toString() {
        return "MasterKey(" + id + ")";
    }
}
