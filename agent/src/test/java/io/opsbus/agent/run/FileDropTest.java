package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.FileTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDropTest {
    @TempDir
    Path folder;

    private FileTask file(String name, String base64, String mode, boolean overwrite) throws Exception {
        return file(name, base64, mode, "", overwrite);
    }

    private FileTask file(String name, String base64, String mode, String owner, boolean overwrite) throws Exception {
        String md5 = HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("MD5").digest(base64.getBytes(StandardCharsets.UTF_8)));
        return new FileTask("f-1", base64, md5, folder.resolve("sub").toString(), name, mode, owner, owner, overwrite);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileIsWrittenWithItsModeIntoAFolderThatIsMade() throws Exception {
        assertThat(FileDrop.write(file("a.txt", base64("hello"), "0600", false)).query())
                .containsEntry("status", "Success")
                .containsEntry("taskType", "sendfile")
                .containsEntry("errorcode", "0");
        Path written = folder.resolve("sub/a.txt");
        assertThat(written).hasContent("hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                .isEqualTo("rw-------");
    }

    private int mode(String name) throws Exception {
        return (Integer) Files.getAttribute(folder.resolve("sub").resolve(name), "unix:mode") & 07777;
    }

    @ParameterizedTest
    @ValueSource(strings = {"4755", "2755", "1777", "6711", "7777", "0644", "777", "000"})
    void allBitsOfItsModeAreSetOrItIsNotSaidThatTheyAre(String mode) throws Exception {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("unix"), "files have no such modes here");
        assertThat(FileDrop.write(file("a", base64("x"), mode, true)).query()).containsEntry("status", "Success");
        assertThat(mode("a")).isEqualTo(Integer.parseInt(mode, 8));
    }

    /** To change an owner takes set-user-ID away. */
    @Test
    void aFileOfSomebodyElseHasItsModeToo() throws Exception {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
        assertThat(FileDrop.write(file("a", base64("x"), "4755", "bin", true)).query())
                .containsEntry("status", "Success");
        assertThat(Files.getOwner(folder.resolve("sub/a")).getName()).isEqualTo("bin");
        assertThat(mode("a")).isEqualTo(04755);
    }

    @Test
    void whatAnAgentThatWasKilledLeftOfAFileIsInNobodysWay() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "kept");
        Files.createDirectories(folder.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("sub/.f-1.part"), other);
        assertThat(FileDrop.write(file("a", base64("x"), "0600", false)).query())
                .containsEntry("status", "Success");
        assertThat(folder.resolve("sub/a")).hasContent("x");
        assertThat(other).hasContent("kept");
    }

    /** SendFile says root for owner and group where its caller says nothing. */
    @Test
    void aFileForRootIsTheAgentsOwnUnlessTheAgentIsRoot() throws Exception {
        Path mine = Files.createTempFile(folder, "mine", "");
        assertThat(FileDrop.write(file("a.txt", base64("hello"), "", "root", false), "somebody")
                        .query())
                .containsEntry("status", "Success");
        assertThat(Files.getOwner(folder.resolve("sub/a.txt"))).isEqualTo(Files.getOwner(mine));
        assertThat(FileDrop.write(file("b.txt", base64("hello"), "", "no-such-user", false), "somebody")
                        .query())
                .containsEntry("param", "FileOwnerNotExist");
    }

    @Test
    void anExistingFileStaysUnlessItMayBeReplaced() throws Exception {
        FileDrop.write(file("a.txt", base64("one"), "", false));
        assertThat(FileDrop.write(file("a.txt", base64("two"), "", false)).query())
                .containsEntry("param", "FileExist");
        assertThat(folder.resolve("sub/a.txt")).hasContent("one");
        FileDrop.write(file("a.txt", base64("two"), "", true));
        assertThat(folder.resolve("sub/a.txt")).hasContent("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "/etc/passwd", "a\0b"})
    void aNameThatIsAPathIsRefused(String name) throws Exception {
        assertThat(FileDrop.write(file(name, base64("x"), "", false)).query())
                .containsEntry("param", "FileNameInvalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a\\b", "a?", "a*", "a|b", "<a", "\"a", "a.", "a ", "NUL", "com1.txt", "a\nb"})
    void onWindowsMoreNamesAreNone(String name) {
        assertThat(FileDrop.isName(name, true)).isFalse();
        assertThat(FileDrop.isName(name, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", ".a", "a b", "nullable", "com10", "中文.txt"})
    void onWindowsOtherNamesAreNames(String name) {
        assertThat(FileDrop.isName(name, true)).isTrue();
    }

    /** It once ended the agent. */
    @Test
    void aFolderThatIsNoPathIsToldByItsCode() throws Exception {
        FileTask good = file("a", base64("x"), "", false);
        var nowhere = new FileTask("f", good.content(), good.signature(), "/a\0b", good.name(), "", "", "", false);
        assertThat(FileDrop.write(nowhere).query()).containsEntry("errorcode", "4");
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        FileTask good = file("a", base64("x"), "", false);
        FileTask forged = new FileTask("f", good.content(), "00", good.directory(), good.name(), "", "", "", false);
        assertThat(FileDrop.write(forged).query()).containsEntry("param", "InvalidSignature");
        assertThat(FileDrop.write(file("a", "", "", false)).query()).containsEntry("param", "EmptyFile");
        assertThat(FileDrop.write(file("a", "%%%", "", false)).query()).containsEntry("param", "InvalidFileContent");
        assertThat(FileDrop.write(file("a", base64("x"), "rwx", false)).query())
                .containsEntry("param", "InvalidFileMode");
    }

    @Test
    void aFolderThatIsAFileIsToldByItsCode() throws Exception {
        Files.createFile(folder.resolve("sub"));
        assertThat(FileDrop.write(file("a", base64("x"), "", false)).query())
                .containsEntry("status", "Failed")
                .containsEntry("errorcode", "4");
    }

    @Test
    void aPartOfAFileIsNeverLeftBehind() throws IOException, Exception {
        FileDrop.write(file("a.txt", base64("hello"), "", false));
        try (var files = Files.list(folder.resolve("sub"))) {
            assertThat(files).hasSize(1);
        }
    }
}
