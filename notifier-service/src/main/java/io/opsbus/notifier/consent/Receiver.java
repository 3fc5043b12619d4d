package io.opsbus.notifier.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.AccountId;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Who is asked: an address, on account of one account. What a receiver has granted one account is no consent to what another sends.
 *
 * @param mark stands for the address, which may hold a token: its SHA-256 in hexadecimal
 */
public record Receiver(AccountId account, String mark) {
    /** The receiver at an address; another path or query is another receiver. */
    public static Receiver of(AccountId account, URI url) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(url.toString().getBytes(UTF_8));
            return new Receiver(account, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
