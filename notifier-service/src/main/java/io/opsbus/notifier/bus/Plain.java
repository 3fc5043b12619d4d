package io.opsbus.notifier.bus;

import io.opsbus.schemas.serde.UndecodableRecord;

/**
 * Texts of records anybody may have written. PostgreSQL holds no U+0000: a text with one would be refused for ever, and its batch would come
 * again for ever, with all that stands behind it.
 */
final class Plain {
    private Plain() {}

    /**
     * The same text.
     *
     * @throws UndecodableRecord when it holds U+0000; the message names the field
     */
    static String demand(String field, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new UndecodableRecord(field + " holds U+0000");
        }
        return text;
    }
}
