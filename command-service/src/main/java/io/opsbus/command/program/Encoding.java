package io.opsbus.command.program;

/** How content travels ({@code ContentEncoding}); a word that is none of these means Base64 (API facts 2.1). */
public enum Encoding {
    PLAIN_TEXT("PlainText"),
    BASE64("Base64");

    private final String word;

    Encoding(String word) {
        this.word = word;
    }

    /** The wire's word. */
    @Override
    public String toString() {
        return word;
    }

    public static Encoding of(String word) {
        return word.equals(PLAIN_TEXT.word) ? PLAIN_TEXT : BASE64;
    }
}
