package io.opsbus.command.query;

/**
 * A text to look for; {@code *} stands for any text, all else for itself. Without a {@code *} it must be equal.
 *
 * @param text as the caller gave it
 */
public record NamePattern(String text) {
    /** Whether this text is meant. */
    public boolean matches(String candidate) {
        String[] parts = text.split("\\*", -1);
        if (parts.length == 1) {
            return candidate.equals(text);
        }
        String last = parts[parts.length - 1];
        int end = candidate.length() - last.length();
        int from = parts[0].length();
        if (!candidate.startsWith(parts[0]) || end < from || !candidate.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = candidate.indexOf(parts[i], from);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            from = found + parts[i].length();
        }
        return true;
    }

    /** The same for SQL's {@code like}, escaped by a backslash. */
    public String like() {
        return text.replace("\\", "\\\\")
                .replace("%", "\\%")
                .replace("_", "\\_")
                .replace('*', '%');
    }
}
