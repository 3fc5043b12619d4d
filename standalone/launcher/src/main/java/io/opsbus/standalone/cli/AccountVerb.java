package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code opsbus account …}: accounts of the running system. */
@Command(name = "account", description = "Accounts: create, list, id. 管理账号。", mixinStandardHelpOptions = true)
final class AccountVerb extends Verbs {
    private static final String JSON = "As JSON, for scripts. 输出 JSON。";

    @Command(
            name = "create",
            description = "Make an account; it has no access key yet. 创建账号。",
            mixinStandardHelpOptions = true)
    int create(
            @Option(names = "--name", paramLabel = "TEXT", description = "For people; need not be unique. 账号名称。")
                    @Nullable
                    String name,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode account =
                Operator.of(Opsbus.settings(data)).post("/accounts", name == null ? Map.of() : Map.of("name", name));
        if (json) {
            System.out.println(account);
        } else {
            String id = account.path("accountId").asText();
            System.out.println("Account " + id + " (" + account.path("name").asText() + ")");
            System.out.println("Make an access key for it: ./opsbus access-key create --account " + id);
        }
        return 0;
    }

    @Command(
            name = "id",
            description = "Print the id of the account every system has, for scripts. 打印内置账号 ID。",
            mixinStandardHelpOptions = true)
    int id(@Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        System.out.println(Operator.account(Opsbus.here("account id", data)).accountId());
        return 0;
    }

    @Command(name = "list", description = "All accounts. 列出账号。", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode accounts = Operator.of(Opsbus.settings(data)).get("/accounts");
        if (json) {
            System.out.println(accounts);
        } else {
            System.out.printf("%-18s %-5s %-28s %s%n", "account", "keys", "created", "name");
            for (JsonNode account : accounts.path("accounts")) {
                System.out.printf(
                        "%-18s %-5s %-28s %s%n",
                        account.path("accountId").asText(),
                        account.path("keys").asText(),
                        account.path("created").asText(),
                        account.path("name").asText());
            }
        }
        return 0;
    }
}
