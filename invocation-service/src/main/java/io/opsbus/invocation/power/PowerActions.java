package io.opsbus.invocation.power;

import io.opsbus.invocation.AccountId;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose scripts may power machines of the official agent off by an exit code; settings of an operator.
 *
 * @param guarded whether scripts are given to it inside a {@link ShellGuard}; else as they are
 * @param allowed accounts whose scripts are given as they are all the same
 */
public record PowerActions(boolean guarded, Set<AccountId> allowed) {
    /** An exit code does what the agent does. */
    public static final PowerActions AS_THE_AGENT_DOES = new PowerActions(false, Set.of());

    private static final String SETTING = "opsbus.invocation.power-actions";

    public PowerActions {
        allowed = Set.copyOf(allowed);
    }

    /**
     * As an operator says.
     *
     * @param said {@code as-the-agent-does} or {@code guarded}
     * @param accounts ids of those that are allowed
     * @throws IllegalArgumentException naming the setting that cannot be used
     */
    public static PowerActions read(String said, Collection<String> accounts) {
        Set<AccountId> allowed = accounts.stream()
                .map(text -> AccountId.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "opsbus.invocation.power-accounts must name accounts, commas between: " + text)))
                .collect(Collectors.toUnmodifiableSet());
        return switch (said) {
            case "as-the-agent-does" -> new PowerActions(false, allowed);
            case "guarded" -> new PowerActions(true, allowed);
            default -> throw new IllegalArgumentException(SETTING + " must be as-the-agent-does or guarded: " + said);
        };
    }

    /** Whether scripts of an account are to be kept from it. */
    public boolean isWithheldFrom(AccountId account) {
        return guarded && !allowed.contains(account);
    }
}
