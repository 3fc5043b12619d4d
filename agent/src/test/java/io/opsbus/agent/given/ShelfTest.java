package io.opsbus.agent.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.agent.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {
    private static final String HALF = "a".repeat(1 << 19);

    private final Path folder;
    private final Shelf shelf;

    ShelfTest(@TempDir Path folder) throws IOException {
        this.folder = folder.resolve("given");
        this.shelf = new Shelf(this.folder);
    }

    private Content keep(String id, String text) {
        return shelf.keep(id, 0, text).orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aMegabyteIsInMemoryAndWhatIsMoreOnTheDiskForItsOwnerAlone() throws IOException {
        keep("t-1", HALF);
        keep("t-2", HALF);
        assertThat(files()).isEmpty();
        assertThat(keep("t-3", "文").base64()).isEqualTo("文");
        assertThat(files()).hasSize(1);
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "files have no modes here");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void whatNobodyNeedsGoesAndNotBeforeItIsTaken() throws IOException {
        keep("t-1", HALF + HALF);
        keep("t-2", "two");
        shelf.tidy((_, _) -> false);
        assertThat(shelf.count()).as("whoever asked for it is about to take it").isEqualTo(2);
        shelf.isTaken();
        keep("t-1", "given again, as it was");
        shelf.tidy((_, _) -> false);
        assertThat(shelf.count()).isEqualTo(1);
        assertThat(keep("t-1", "").base64()).hasSize(1 << 20);
        assertThat(files()).isEmpty();
        shelf.isTaken();
        shelf.tidy((id, _) -> id.equals("t-1"));
        assertThat(shelf.count()).isEqualTo(1);
        shelf.tidy((_, _) -> false);
        keep("t-3", HALF);
        keep("t-4", HALF);
        assertThat(files()).as("its room is free").isEmpty();
    }

    @Test
    void thereIsRoomForSoManyAndNoMore() {
        for (int number = 0; number < Shelf.MOST; number++) {
            keep("t-" + number, "");
        }
        assertThat(shelf.keep("t-x", 0, "")).isEmpty();
        assertThat(shelf.keep("t-0", 0, "")).isPresent();
        shelf.isTaken();
        shelf.tidy((id, _) -> !id.equals("t-1"));
        assertThat(shelf.keep("t-x", 0, "")).isPresent();
    }

    /** The folder is gone, as if the disk was full. */
    @Test
    void whereTheDiskTakesNothingThereIsSomeMoreMemoryAndThenItIsSaid() throws IOException {
        Files.delete(folder);
        Files.createFile(folder);
        for (int number = 0; number < 8; number++) {
            assertThat(keep("t-" + number, HALF).base64()).isEqualTo(HALF);
        }
        Content without = keep("t-8", HALF);
        assertThatThrownBy(without::base64).isInstanceOf(IOException.class).hasMessageContaining("could not be kept");
    }

    @Test
    void whatAnEarlierProcessLeftIsGone() throws IOException {
        keep("t-1", HALF + HALF + HALF);
        Files.createFile(folder.resolve("answer-7"));
        var _ = new Shelf(folder);
        assertThat(files()).isEmpty();
    }
}
