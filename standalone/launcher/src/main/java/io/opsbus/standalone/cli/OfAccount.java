package io.opsbus.standalone.cli;

import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose notifications, in which running system. */
final class OfAccount {
    @Option(names = "--account", required = true, paramLabel = "ID", description = "Whose. 所属账号。")
    private String account = "";

    @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA)
    private @Nullable Path data;

    /** Who asks. */
    Operator operator() throws IOException {
        return Operator.ofNotifier(Opsbus.settings(data));
    }

    /** Where the account's things of a kind are. */
    String path(String kind) {
        return "/accounts/" + Operator.encoded(account) + "/" + kind;
    }

    /** Where one of them is. */
    String path(String kind, String id) {
        return path(kind) + "/" + Operator.encoded(id);
    }
}
