package io.opsbus.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    private static final String TEXT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final SecureRandom random = new SecureRandom();
    private final MasterKey key = MasterKey.ofBase64(TEXT, random);

    @TempDir
    Path folder;

    @Test
    void whatWasSealedOpensForTheSamePurposeAndOwnerOnly() throws IOException {
        Sealed sealed = key.seal("access key secret", "OB1", "hunter2 é");

        assertThat(MasterKey.ofBase64("\n " + TEXT + " ", random).open("access key secret", "OB1", sealed))
                .isEqualTo("hunter2 é");
        assertBroken("access key secret", "OB2", sealed);
        assertBroken("access key secret", "", sealed);
        assertBroken("password", "OB1", sealed);
    }

    @Test
    void purposeAndOwnerDoNotRunIntoEachOther() {
        assertBroken("a", "bc", key.seal("ab", "c", "s"));
        assertBroken("ab", "", key.seal("a", "b", "s"));
        assertThatIllegalArgumentException().isThrownBy(() -> key.seal("a\0b", "", "s"));
        assertThatIllegalArgumentException().isThrownBy(() -> key.seal("", "b", "s"));
    }

    @Test
    void everyChangedBitBreaksTheSeal() {
        byte[] bytes = key.seal("p", "o", "secret").bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertBroken("p", "o", Sealed.ofBytes(key.id(), bytes));
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        byte[] other = new byte[32];
        MasterKey another = MasterKey.ofBase64(Base64.getEncoder().encodeToString(other), random);

        assertThatThrownBy(() -> another.open("p", "o", key.seal("p", "o", "s")))
                .isInstanceOf(MissingKey.class)
                .hasMessage("the sealed p was sealed with the master key " + key.id() + ", which is not here");
        assertThatThrownBy(() -> another.open("p", "o", nameless(key.seal("p", "o", "s"))))
                .isInstanceOf(BrokenSeal.class)
                .hasMessage("the sealed p does not open with this master key");
    }

    @Test
    void theSameSecretSealedTwiceLooksDifferentAndAnEmptyOneIsASecretToo() throws IOException {
        assertThat(key.seal("p", "o", "s")).isNotEqualTo(key.seal("p", "o", "s"));
        assertThat(key.open("p", "o", key.seal("p", "o", ""))).isEmpty();
    }

    @Test
    void aWrongKeyIsRefusedWithoutRepeatingIt() {
        for (String wrong : new String[] {"", "short", "!" + TEXT, TEXT + TEXT}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MasterKey.ofBase64(wrong, random))
                    .withMessage("a master key is 32 bytes in Base64 (44 characters)")
                    .withNoCause();
        }
    }

    @Test
    void aMissingFileIsMadeForItsOwnerAloneAndReadAgain() throws IOException {
        Path file = folder.resolve("master.key");
        Sealed sealed = MasterKey.openOrMake(file, random).seal("p", "o", "s");

        assertThat(MasterKey.ofFile(file, random).open("p", "o", sealed)).isEqualTo("s");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** What one sealed the other must open: a key that loses the race is nobody's. */
    @Test
    void whoeverMakesItAtOnceUsesTheSame() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path file = folder.resolve("at-once-" + round);
            try (var threads = Executors.newFixedThreadPool(8)) {
                List<Callable<KeyId>> makers = Collections.nCopies(
                        8, () -> MasterKey.openOrMake(file, random).id());
                var ids = new HashSet<KeyId>();
                for (Future<KeyId> made : threads.invokeAll(makers)) {
                    ids.add(made.get());
                }
                assertThat(ids).containsExactly(MasterKey.ofFile(file, random).id());
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing else is left").hasSize(20);
        }
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.key"), "not a key");

        assertThatThrownBy(() -> MasterKey.openOrMake(file, random))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.key does not hold a 256-bit key");
        assertThat(Files.readString(file)).isEqualTo("not a key");
    }

    @Test
    void nothingPrintsTheKey() {
        assertThat(key.toString()).isEqualTo("MasterKey(" + key.id() + ")");
    }

    @Test
    void aTextNoKeyEverSealedIsTold() {
        assertThat(Sealed.parse("not base64!")).isEmpty();
        assertThat(Sealed.parse("AAAA")).isEmpty();
        Sealed sealed = key.seal("p", "", "s");
        assertThat(Sealed.parse(sealed.text() + "\n")).contains(sealed);
        assertThatIllegalArgumentException().isThrownBy(() -> new Sealed("AAAA"));
    }

    @Test
    void whatIsSealedNamesItsKeyAndWhatWasSealedWithoutANameStillOpens() throws IOException {
        Sealed sealed = key.seal("p", "o", "s");

        assertThat(sealed.key()).contains(key.id());
        assertThat(MasterKey.ofBase64(TEXT, random).id()).as("the same key").isEqualTo(key.id());
        assertThat(key.id().text()).matches("[0-9a-f]{12}");
        assertThat(nameless(sealed).key()).isEmpty();
        assertThat(key.open("p", "o", nameless(sealed))).isEqualTo("s");
        assertThat(Sealed.parse("0123456789AB." + nameless(sealed).text())).isEmpty();
    }

    /** As older releases sealed. */
    static Sealed nameless(Sealed sealed) {
        return new Sealed(sealed.text().substring(sealed.text().indexOf('.') + 1));
    }

    private void assertBroken(String purpose, String owner, Sealed sealed) {
        assertThatThrownBy(() -> key.open(purpose, owner, sealed)).isInstanceOf(BrokenSeal.class);
    }
}
