package io.opsbus.instance.page;

/**
 * A name to look for; {@code *} stands for any text, all else for itself. Without a {@code *} the name must be equal.
 *
 * @param text as the caller gave it
 */
public record NamePattern(String text) {
    /** Whether a name is meant. Linear in the name's length for each {@code *}, whatever the pattern. */
    public boolean matches(String name) {
        int star = text.indexOf('*');
        if (star < 0) {
            return name.equals(text);
        }
        String[] parts = text.split("\\*", -1);
        String last = parts[parts.length - 1];
        if (!name.startsWith(parts[0]) || name.length() < parts[0].length() + last.length() || !name.endsWith(last)) {
            return false;
        }
        int from = parts[0].length();
        int end = name.length() - last.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], from);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            from = found + parts[i].length();
        }
        return true;
    }

    /** The same as a pattern of SQL's {@code like}, escaped by {@code !}. */
    public String like() {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace('*', '%');
    }
}
