package io.opsbus.rpc.declare;

/** How a parameter is written on the wire (contract 1.5). */
public enum Kind {
    TEXT("String"),
    /** One of a fixed list of words. */
    WORD("String"),
    WHOLE("Integer"),
    DECIMAL("Float"),
    FLAG("Boolean"),
    TIME("String, UTC time"),
    /** {@code Name.1=a&Name.2=b}. */
    TEXT_LIST("RepeatList of String"),
    /** {@code Name=["a","b"]}. */
    JSON_LIST("JSON array in a String"),
    /** {@code Name={"k":"v"}}. */
    JSON_OBJECT("JSON object in a String"),
    /** {@code Name.Field=v}. */
    STRUCT("struct"),
    /** {@code Name.1.Field=v}. */
    STRUCT_LIST("RepeatList of struct");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** For the reference page. */
    public String words() {
        return words;
    }
}
