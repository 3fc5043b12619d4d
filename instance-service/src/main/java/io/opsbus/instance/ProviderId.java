package io.opsbus.instance;

/**
 * Who owns a machine: {@code simulated}, {@code managed}, later {@code qemu}.
 *
 * @param text stored with every instance, so it never changes
 */
public record ProviderId(String text) {
    /** Refuses the empty text. */
    public ProviderId {
        IdText.require(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
