package io.opsbus.gateway;

/**
 * The secret half of an access key as it is stored: sealed for this key's id, opened only to check a signature.
 *
 * @param text what the master key made of it
 */
public record SealedSecret(String text) {
    /** Stored or not, it is nobody's business in a log. */
    @Override
    public String toString() {
        return "SealedSecret";
    }
}
