package io.opsbus.gateway.rpc.admin;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountRefusal;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the operator hears: JSON; an error is a word for programs and a sentence for people. */
final class AdminReply {
    private static final String CODE = "x-opsbus-code";
    private static final String JSON = "application/json;charset=utf-8";

    private AdminReply() {}

    static HttpReply ok(Tree tree) {
        return reply(200, tree);
    }

    static HttpReply made(Tree tree) {
        return reply(201, tree);
    }

    static HttpReply error(int status, String code, String message) {
        return HttpReply.text(
                status,
                JSON,
                Map.of("Cache-Control", "no-store", CODE, code),
                Json.write(Tree.fields().with("error", code).with("message", message)));
    }

    /** Every refusal of a change as the operator hears it. */
    static HttpReply refused(AccountRefusal refusal) {
        return switch (refusal) {
            case AccountRefusal.NoSuchAccount _ -> error(404, "NoSuchAccount", "There is no such account.");
            case AccountRefusal.AccountExists _ -> error(409, "AccountExists", "There is an account with this id.");
            case AccountRefusal.NoSuchKey _ -> error(404, "NoSuchKey", "There is no such access key.");
            case AccountRefusal.KeyExists _ -> error(409, "KeyExists", "There is an access key with this id.");
            case AccountRefusal.TooManyKeys(int most) ->
                error(409, "TooManyKeys", "The account has " + most + " access keys already; delete one first.");
        };
    }

    static HttpReply unavailable() {
        return new HttpReply(
                503,
                JSON,
                Map.of("Retry-After", "1", CODE, "Unavailable"),
                error(503, "Unavailable", "The database does not answer; try again.")
                        .body());
    }

    static Tree.Fields account(Account account) {
        return Tree.fields()
                .with("accountId", account.id().value())
                .with("name", account.name())
                .with("created", account.created().toString())
                .with("keys", account.keys().size());
    }

    /** A key without its secret. */
    static Tree.Fields key(AccessKey key, Optional<Instant> lastUsed) {
        return Tree.fields()
                .with("accessKeyId", key.id().value())
                .with("accountId", key.account().value())
                .with("state", key.state().word())
                .with("policy", key.policy().word())
                .with("created", key.created().toString())
                .with("lastUsed", lastUsed.map(Instant::toString).orElse(""));
    }

    static Tree.Fields list(String name, List<Tree> items) {
        return Tree.fields().with(name, new Tree.Bare(items));
    }

    /** The word of an error, for the audit. */
    static String code(HttpReply reply) {
        return reply.headers().getOrDefault(CODE, "");
    }

    private static HttpReply reply(int status, Tree tree) {
        return HttpReply.text(status, JSON, Map.of("Cache-Control", "no-store"), Json.write(tree));
    }
}
