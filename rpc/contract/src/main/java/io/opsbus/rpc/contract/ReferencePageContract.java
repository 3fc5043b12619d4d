package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.declare.Declaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What {@code docs/actions.md} says of a service is what the service does. */
public abstract class ReferencePageContract {
    /** The service's name, as its section has it. */
    protected abstract String service();

    /** All it serves, in the order of the page: {@code ActionTable.declarations()}. */
    protected abstract List<Declaration> declarations();

    @Test
    void theReferencePageIsTheCode() throws IOException {
        Path file = Path.of(Objects.requireNonNull(System.getProperty("opsbus.home")), "docs", "actions.md");
        String page = Files.exists(file) ? Files.readString(file) : "";
        String right = new ReferencePage(service(), declarations()).in(page);
        if (Boolean.getBoolean("opsbus.docs.write")) {
            Files.writeString(file, right);
            page = right;
        }
        assertThat(page)
                .as(
                        "rewrite it with -Dtest=%s -Dopsbus.docs.write=true",
                        getClass().getSimpleName())
                .isEqualTo(right);
    }

    @Test
    void everyActionSaysWhatItIsFor() {
        assertThat(declarations())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.meaning())
                        .as(each.name().action())
                        .isNotBlank()
                        .endsWith("."));
    }
}
