package io.opsbus.gateway.rpc.admin;

import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.AccountRefusal;
import io.opsbus.gateway.Accounts;
import io.opsbus.gateway.Policy;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the operator may do; each answer names what it was about, for the audit. */
final class Administration {
    private final Accounts accounts;
    private final AccountChanges changes;

    Administration(Accounts accounts, AccountChanges changes) {
        this.accounts = accounts;
        this.changes = changes;
    }

    /**
     * Something done, or refused.
     *
     * @param action its name in the audit
     * @param ids of the account and the key it was about
     */
    record Did(String action, List<String> ids, HttpReply reply) {}

    Did listAccounts() {
        HttpReply reply = AdminReply.ok(AdminReply.list(
                "accounts",
                accounts.all().stream().<Tree>map(AdminReply::account).toList()));
        return new Did("ListAccounts", List.of(), reply);
    }

    Did createAccount(Map<String, String> form) {
        String name = form.getOrDefault("name", "unnamed");
        if (!Account.isName(name)) {
            return new Did(
                    "CreateAccount",
                    List.of(),
                    AdminReply.error(400, "BadName", "A name has 1 to 64 characters without control characters."));
        }
        AccountId id = changes.freshAccountId();
        return new Did(
                "CreateAccount",
                List.of(id.value()),
                answered(changes.create(id, name), account -> AdminReply.made(AdminReply.account(account))));
    }

    Did listKeys(Map<String, String> form) {
        String only = form.getOrDefault("account", "");
        Map<AccessKeyId, Instant> uses = accounts.lastUses();
        List<Tree> keys = accounts.all().stream()
                .filter(account -> only.isEmpty() || account.id().value().equals(only))
                .flatMap(account -> account.keys().stream())
                .<Tree>map(key -> AdminReply.key(key, Optional.ofNullable(uses.get(key.id()))))
                .toList();
        return new Did("ListAccessKeys", List.of(), AdminReply.ok(AdminReply.list("accessKeys", keys)));
    }

    Did createKey(Map<String, String> form) {
        Optional<AccountId> account = AccountId.parse(form.getOrDefault("account", ""));
        Optional<Policy> policy = Policy.parse(form.getOrDefault("policy", Policy.FULL_WORD));
        if (account.isEmpty()) {
            return new Did(
                    "CreateAccessKey",
                    List.of(),
                    AdminReply.error(400, "BadAccount", "account must be an account id: sixteen digits."));
        }
        if (policy.isEmpty()) {
            return new Did(
                    "CreateAccessKey",
                    List.of(account.get().value()),
                    AdminReply.error(
                            400,
                            "BadPolicy",
                            "policy must be full, read-only, or products such as ecs,cms (ecs, cms, oos)."));
        }
        AccountChanges.FreshKey fresh = changes.createKey(account.get(), policy.get());
        HttpReply reply = answered(
                fresh.decision(),
                _ -> AdminReply.made(
                        AdminReply.key(fresh.key(), Optional.empty()).with("accessKeySecret", fresh.secret())));
        return new Did(
                "CreateAccessKey",
                List.of(account.get().value(), fresh.key().id().value()),
                reply);
    }

    Did disableKey(AccessKeyId key) {
        return onKey("DisableAccessKey", key, owner -> changes.disable(owner, key));
    }

    Did enableKey(AccessKeyId key) {
        return onKey("EnableAccessKey", key, owner -> changes.enable(owner, key));
    }

    Did deleteKey(AccessKeyId key) {
        return onKey("DeleteAccessKey", key, owner -> changes.delete(owner, key));
    }

    private Did onKey(
            String action, AccessKeyId key, Function<AccountId, Decision<Account, Done, Account.Fact>> change) {
        Optional<AccountId> owner = accounts.ownerOf(key);
        if (owner.isEmpty()) {
            return new Did(action, List.of(key.value()), AdminReply.refused(new AccountRefusal.NoSuchKey()));
        }
        HttpReply reply = answered(
                change.apply(owner.get()),
                account -> AdminReply.ok(account.key(key)
                        .map(left -> AdminReply.key(left, Optional.empty()))
                        .orElseGet(() ->
                                Tree.fields().with("accessKeyId", key.value()).with("state", "Deleted"))));
        return new Did(action, List.of(owner.get().value(), key.value()), reply);
    }

    private static HttpReply answered(
            Decision<Account, Done, Account.Fact> decision, Function<Account, HttpReply> accepted) {
        return switch (decision) {
            case Decision.Accepted<Account, Done, Account.Fact> yes
            when yes.state() != null -> accepted.apply(yes.state());
            case Decision.Refused<Account, Done, Account.Fact> no
            when no.refusal() instanceof AccountRefusal refusal -> AdminReply.refused(refusal);
            default -> throw new IllegalStateException("accounts are not removed, and their refusals are their own");
        };
    }
}
