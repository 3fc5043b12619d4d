/** Each signed call once: what is remembered of nonces, for how long, and in how much memory (ADR 5). */
@NullMarked
package io.opsbus.gateway.nonce;

import org.jspecify.annotations.NullMarked;
