package io.opsbus.instance.catalog;

/** The kind of operating system. */
public enum OsType {
    LINUX("linux"),
    WINDOWS("windows");

    private final String word;

    OsType(String word) {
        this.word = word;
    }

    /** The wire's word. */
    public String word() {
        return word;
    }
}
