package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus access-key …}: the keys clients sign with. */
@Command(
        name = "access-key",
        description = "Access keys: create, disable, enable, delete, list. 管理访问密钥。",
        mixinStandardHelpOptions = true)
final class AccessKeyVerb extends Verbs {
    private static final String JSON = "As JSON, for scripts. 输出 JSON。";
    private static final String ID = "The access key id. 访问密钥 ID。";

    @Command(
            name = "create",
            description = "Make an access key; its secret is shown once, here. 创建访问密钥，密钥只显示一次。",
            mixinStandardHelpOptions = true)
    int create(
            @Option(names = "--account", required = true, paramLabel = "ID", description = "Whose key. 所属账号。")
                    String account,
            @Option(
                            names = "--policy",
                            defaultValue = "full",
                            paramLabel = "POLICY",
                            description = "What it may do: full (default), read-only, or products: ecs,cms,mns. 权限策略。")
                    String policy,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode key =
                Operator.of(Opsbus.settings(data)).post("/access-keys", Map.of("account", account, "policy", policy));
        if (json) {
            System.out.println(key);
        } else {
            System.out.println("Access key id     " + key.path("accessKeyId").asText());
            System.out.println(
                    "Access key secret " + key.path("accessKeySecret").asText() + "   (shown this once)");
            System.out.println("Policy            " + key.path("policy").asText());
        }
        return 0;
    }

    @Command(
            name = "disable",
            description = "The key signs nothing until it is enabled. 禁用访问密钥。",
            mixinStandardHelpOptions = true)
    int disable(
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        return change("disable", id, json, data);
    }

    @Command(name = "enable", description = "The key signs again. 启用访问密钥。", mixinStandardHelpOptions = true)
    int enable(
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        return change("enable", id, json, data);
    }

    @Command(name = "delete", description = "The key is gone for ever. 删除访问密钥，不可恢复。", mixinStandardHelpOptions = true)
    int delete(
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        return change("delete", id, json, data);
    }

    @Command(name = "list", description = "Access keys without their secrets. 列出访问密钥。", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--account", paramLabel = "ID", description = "Of this account only. 所属账号。") @Nullable
                    String account,
            @Option(names = "--json", description = JSON) boolean json,
            @Option(names = "--data", paramLabel = "DIR", description = Opsbus.DATA) @Nullable Path data)
            throws IOException {
        JsonNode keys = Operator.of(Opsbus.settings(data))
                .get("/access-keys" + (account == null ? "" : "?account=" + Operator.encoded(account)));
        if (json) {
            System.out.println(keys);
        } else {
            System.out.printf("%-26s %-18s %-9s %-10s %s%n", "access key", "account", "state", "policy", "last used");
            for (JsonNode key : keys.path("accessKeys")) {
                System.out.printf(
                        "%-26s %-18s %-9s %-10s %s%n",
                        key.path("accessKeyId").asText(),
                        key.path("accountId").asText(),
                        key.path("state").asText(),
                        key.path("policy").asText(),
                        key.path("lastUsed").asText());
            }
        }
        return 0;
    }

    private static int change(String what, String id, boolean json, @Nullable Path data) throws IOException {
        JsonNode key =
                Operator.of(Opsbus.settings(data)).post("/access-keys/" + Operator.encoded(id) + "/" + what, Map.of());
        System.out.println(
                json
                        ? key.toString()
                        : "Access key " + id + " is now " + key.path("state").asText() + ".");
        return 0;
    }
}
