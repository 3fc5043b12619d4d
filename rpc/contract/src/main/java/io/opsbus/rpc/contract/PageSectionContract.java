package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a section of {@code docs/actions.md} says is what the code says. */
public abstract class PageSectionContract {
    /** The section's name, which stands in the comments around it. */
    protected abstract String section();

    /** What stands between them, Markdown. */
    protected abstract String text();

    /** The page as it is in the repository; empty when there is none. */
    protected static String page() throws IOException {
        return Files.exists(file()) ? Files.readString(file()) : "";
    }

    @Test
    void theReferencePageIsTheCode() throws IOException {
        String page = page();
        String right = PageSections.of(page)
                .with(section(), PageSections.framed(section(), text()))
                .below(ReferencePage.HEAD);
        if (Boolean.getBoolean("opsbus.docs.write")) {
            Files.writeString(file(), right);
            page = right;
        }
        assertThat(page)
                .as(
                        "rewrite it with -Dtest=%s -Dopsbus.docs.write=true",
                        getClass().getSimpleName())
                .isEqualTo(right);
    }

    private static Path file() {
        return Path.of(Objects.requireNonNull(System.getProperty("opsbus.home")), "docs", "actions.md");
    }
}
