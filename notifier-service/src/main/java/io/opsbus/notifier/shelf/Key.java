package io.opsbus.notifier.shelf;

import io.opsbus.notifier.AccountId;

/** Names one thing of one account; another account may use the same name for another thing. */
public record Key(AccountId account, String name) {
    /** Longest name, in characters. */
    public static final int MAX = 64;

    public Key {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a name has 1 to " + MAX + " characters, none of them a control character");
        }
    }

    /** Whether the text may be a name. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= MAX
                && text.equals(text.strip())
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** Unique text: an account id has no slash. */
    @Override
    public String toString() {
        return account + "/" + name;
    }
}
