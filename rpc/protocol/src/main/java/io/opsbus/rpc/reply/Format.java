package io.opsbus.rpc.reply;

import java.util.Optional;

/** How a reply is written. When the client does not say, ECS answers XML and CMS and OOS answer JSON. */
public enum Format {
    JSON("application/json;charset=utf-8"),
    /** Written exactly so: the tea SDKs compare the whole value before they parse an XML error. */
    XML("text/xml;charset=utf-8");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    /** Value of the {@code Content-Type} header. */
    public String contentType() {
        return contentType;
    }

    /** Reads the parameter {@code Format} in any case; empty for another word. */
    public static Optional<Format> of(String word) {
        if (word.equalsIgnoreCase("JSON")) {
            return Optional.of(JSON);
        }
        return word.equalsIgnoreCase("XML") ? Optional.of(XML) : Optional.empty();
    }
}
