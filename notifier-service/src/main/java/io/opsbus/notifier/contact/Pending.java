package io.opsbus.notifier.contact;

import java.time.Instant;

/**
 * An address that nobody has confirmed yet: nothing is sent there.
 *
 * @param hash of the code that confirms it
 * @param expires from then on the code does not; putting the contact again sends another
 */
public record Pending(Way way, String hash, Instant expires) {}
