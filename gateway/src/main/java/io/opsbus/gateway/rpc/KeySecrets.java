package io.opsbus.gateway.rpc;

import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.SealedSecret;
import io.opsbus.rpc.signature.AccessKeySecret;
import io.opsbus.seal.BrokenSeal;
import io.opsbus.seal.MasterKey;
import io.opsbus.seal.Sealed;

/** Seals the secrets of access keys and opens them for as long as a signature takes to check; none is kept open. */
public final class KeySecrets {
    private static final String PURPOSE = "access key secret";
    private static final AccessKeyId NOBODY = new AccessKeyId("nobody-at-all");

    private final MasterKey key;
    private final Sealed nobodys;

    public KeySecrets(MasterKey key) {
        this.key = key;
        this.nobodys = key.seal(PURPOSE, NOBODY.value(), "nobody knows this secret, and nobody's key opens");
    }

    /** What may be stored of a secret. */
    public SealedSecret seal(AccessKeyId id, String secret) {
        return new SealedSecret(key.seal(PURPOSE, id.value(), secret).text());
    }

    /**
     * The secret of a key.
     *
     * @throws IllegalStateException when the stored secret was sealed with another master key, for another key, or changed
     */
    AccessKeySecret open(AccessKey of) {
        return open(
                of.id(),
                Sealed.parse(of.secret().text())
                        .orElseThrow(() -> new IllegalStateException("the secret of " + of.id() + " is damaged")));
    }

    /** A secret nobody has, for calls with an unknown key id: it costs as much to open. */
    AccessKeySecret nobodys() {
        return open(NOBODY, nobodys);
    }

    /** Whether a stored secret is this one. */
    public boolean holds(AccessKeyId id, SealedSecret stored, String secret) {
        try {
            return Sealed.parse(stored.text()).isPresent()
                    && key.open(PURPOSE, id.value(), new Sealed(stored.text())).equals(secret);
        } catch (BrokenSeal _) {
            return false;
        }
    }

    private AccessKeySecret open(AccessKeyId id, Sealed sealed) {
        try {
            return new AccessKeySecret(key.open(PURPOSE, id.value(), sealed));
        } catch (BrokenSeal broken) {
            throw new IllegalStateException("the secret of " + id + " does not open with this master key", broken);
        }
    }
}
