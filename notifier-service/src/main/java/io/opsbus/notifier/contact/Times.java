package io.opsbus.notifier.contact;

/** When something was made and last changed, in milliseconds since 1970. */
public record Times(long created, long updated) {
    /** Made now. */
    public static Times at(long now) {
        return new Times(now, now);
    }

    /** Changed now. */
    public Times changed(long now) {
        return new Times(created, now);
    }
}
