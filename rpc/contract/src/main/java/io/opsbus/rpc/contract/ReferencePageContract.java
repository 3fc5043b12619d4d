package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.declare.Declaration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code docs/actions.md} says of a service is what the service does. */
public abstract class ReferencePageContract extends PageSectionContract {
    /** The service's name, as its section has it. */
    protected abstract String service();

    /** All it serves, in the order of the page: {@code ActionTable.declarations()}. */
    protected abstract List<Declaration> declarations();

    @Override
    protected final String section() {
        return service();
    }

    @Override
    protected final String text() {
        return new ReferencePage(service(), declarations()).text();
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
