package io.opsbus.schemas.json;

/**
 * One thing that is wrong with an event.
 *
 * @param field where, as a path from the top ({@code content.notBefore}); empty for the document as a whole
 * @param code what, a stable word for machines: one of the constants here
 * @param message what, for people
 */
public record FieldError(String field, String code, String message) {
    /** A field that must be there is not. */
    public static final String MISSING_FIELD = "MissingField";
    /** A field the schema does not know. */
    public static final String UNKNOWN_FIELD = "UnknownField";
    /** A field given twice. */
    public static final String DUPLICATE_FIELD = "DuplicateField";
    /** A value of another JSON type than the schema's, {@code null} included. */
    public static final String WRONG_TYPE = "WrongType";
    /** A time that is not in its wire form, or no time at all. */
    public static final String INVALID_TIME = "InvalidTime";
    /** A name no table lists. */
    public static final String UNKNOWN_EVENT_NAME = "UnknownEventName";
    /** A text outside its closed set, too long, or with characters that are not allowed. */
    public static final String INVALID_VALUE = "InvalidValue";
    /** Not JSON (RFC 8259, UTF-8), or nested too deeply; the message has line and column. */
    public static final String MALFORMED_JSON = "MalformedJson";
    /** So much is wrong that the rest is not listed. */
    public static final String TOO_MANY_ERRORS = "TooManyErrors";
}
