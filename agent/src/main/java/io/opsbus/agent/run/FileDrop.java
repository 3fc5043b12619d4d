package io.opsbus.agent.run;

import io.opsbus.agent.FileTask;
import io.opsbus.agent.Report;
import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a file the server sends (agent facts 12, 10.3): whole or not at all. */
final class FileDrop {
    private static final int CREATE_FAILED = 1;
    private static final int OWNER_FAILED = 2;
    private static final int MODE_FAILED = 3;
    private static final int FOLDER_FAILED = 4;

    private static final int NINE_BITS = 0777;
    private static final int TWELVE_BITS = 07777;
    /** What Java has no words for: set-user-ID, set-group-ID, and the bit of folders whose files are their owners'. */
    private static final String MODE = "unix:mode";

    /** The wire's default for owner and group, and the only user that may give a file away. */
    private static final String ROOT = "root";

    private static final Pattern NO_NAME = Pattern.compile("[<>:\"\\\\|?*\\x00-\\x1F]|[ .]$");
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private FileDrop() {}

    static Report write(FileTask file) {
        return write(file, false);
    }

    /**
     * Writes it.
     *
     * @param again it was given before: what is there already, as it was sent, is what was written then
     */
    static Report write(FileTask file, boolean again) {
        return write(file, System.getProperty("user.name", ""), again);
    }

    /**
     * Writes it.
     *
     * @param self whom this process is of: unless it is root, a file for root is its own, as a script for root is (agent facts 8)
     */
    static Report write(FileTask file, String self) {
        return write(file, self, false);
    }

    private static Report write(FileTask file, String self, boolean again) {
        if (!isName(file.name(), Launch.WINDOWS)) {
            return Report.fileInvalid(file, "FileNameInvalid", file.name());
        }
        String base64;
        try {
            base64 = file.content().base64();
        } catch (IOException unreadable) {
            return Report.fileWritten(file, CREATE_FAILED);
        }
        if (base64.isEmpty()) {
            return Report.fileInvalid(file, "EmptyFile", "");
        }
        if (!md5(base64).equalsIgnoreCase(file.signature())) {
            return Report.fileInvalid(file, "InvalidSignature", file.signature());
        }
        if (!file.mode().matches("|[0-7]{3,4}")) {
            return Report.fileInvalid(file, "InvalidFileMode", file.mode());
        }
        try {
            return written(file, self, Base64.getDecoder().decode(base64), again);
        } catch (IllegalArgumentException broken) {
            return Report.fileInvalid(file, "InvalidFileContent", "illegal base64 data");
        }
    }

    /** Windows takes a name for a device whatever extension it has, and forgets blanks and dots at its end. */
    static boolean isName(String name, boolean windows) {
        boolean path = name.indexOf('/') >= 0 || name.indexOf('\0') >= 0;
        boolean strange =
                windows && (NO_NAME.matcher(name).find() || DEVICE.matcher(name).matches());
        return !path && !strange && !name.isEmpty() && !name.equals(".") && !name.equals("..");
    }

    private static Report written(FileTask file, String self, byte[] content, boolean again) {
        UserPrincipal owner;
        UserPrincipal group;
        try {
            owner = principal(file.owner(), self, false);
        } catch (IOException unknown) {
            return Report.fileInvalid(file, "FileOwnerNotExist", file.owner());
        }
        try {
            group = principal(file.group(), self, true);
        } catch (IOException unknown) {
            return Report.fileInvalid(file, "FileGroupNotExist", file.group());
        }
        Path target;
        try {
            target = folder(file.directory()).resolve(file.name());
            Files.createDirectories(target.toAbsolutePath().getParent());
        } catch (IOException | RuntimeException | IOError cannot) {
            // an error is what Java says of a drive that is not there
            return Report.fileWritten(file, FOLDER_FAILED);
        }
        if (!file.overwrite() && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return again && isThere(target, content)
                    ? Report.fileWritten(file, 0)
                    : Report.fileInvalid(file, "FileExist", target.toString());
        }
        return Report.fileWritten(file, move(target, content, file, owner, group));
    }

    private static boolean isThere(Path target, byte[] content) {
        try {
            return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(target) == content.length
                    && Arrays.equals(Files.readAllBytes(target), content);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Path folder(String named) {
        return named.isEmpty() ? Launch.WINDOWS ? Launch.usual(true) : Path.of("/root") : Path.of(named);
    }

    private static int move(
            Path target, byte[] content, FileTask file, @Nullable UserPrincipal owner, @Nullable UserPrincipal group) {
        int failed = CREATE_FAILED;
        Path beside = target.resolveSibling("." + file.id() + ".part");
        try {
            // an agent that was killed may have left it
            Files.deleteIfExists(beside);
            Spawning.write(beside, content, "rw-------", Optional.empty());
            // never through a link: the folder may be of somebody who has put one there
            PosixFileAttributeView view =
                    Files.getFileAttributeView(beside, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (view != null) {
                failed = OWNER_FAILED;
                if (owner != null) {
                    view.setOwner(owner);
                }
                if (group instanceof java.nio.file.attribute.GroupPrincipal known) {
                    view.setGroup(known);
                }
                failed = MODE_FAILED;
                // behind the owner: whoever changes that takes set-user-ID away
                setMode(beside, view, Integer.parseInt(file.mode().isEmpty() ? "0644" : file.mode(), 8));
            }
            failed = CREATE_FAILED;
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return 0;
        } catch (IOException | RuntimeException cannot) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException stays) {
                return failed;
            }
            return failed;
        }
    }

    private static @Nullable UserPrincipal principal(String name, String self, boolean group) throws IOException {
        boolean isOwn = name.isEmpty() || (name.equals(ROOT) && !self.equals(ROOT));
        if (isOwn || Launch.WINDOWS) {
            return null;
        }
        UserPrincipalLookupService names = Path.of("/").getFileSystem().getUserPrincipalLookupService();
        return group ? names.lookupPrincipalByGroupName(name) : names.lookupPrincipalByName(name);
    }

    /**
     * Gives a file its mode, all twelve bits of it.
     *
     * @throws IOException if the system has left one out without a word, as it does with a group the agent is not in
     */
    private static void setMode(Path file, PosixFileAttributeView view, int mode) throws IOException {
        if (mode <= NINE_BITS) {
            view.setPermissions(permissions(mode));
            return;
        }
        Files.setAttribute(file, MODE, mode, LinkOption.NOFOLLOW_LINKS);
        if (!(Files.getAttribute(file, MODE, LinkOption.NOFOLLOW_LINKS) instanceof Integer set)
                || (set & TWELVE_BITS) != mode) {
            throw new IOException("the mode was not taken as it is");
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var letters = new StringBuilder("rwxrwxrwx");
        for (int bit = 0; bit < letters.length(); bit++) {
            if ((mode >> (letters.length() - 1 - bit) & 1) == 0) {
                letters.setCharAt(bit, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    private static String md5(String text) {
        try {
            // the wire's checksum, not a defence
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
