package io.opsbus.notifier.store.seal;

import io.opsbus.notifier.targets.Secret;
import io.opsbus.seal.BrokenSeal;
import io.opsbus.seal.KeyId;
import io.opsbus.seal.KeyRing;
import io.opsbus.seal.MissingKey;
import io.opsbus.seal.Sealed;
import java.util.Optional;

/** Seals single secrets with the operator's current master key, and opens them with any of his. */
public final class Seals {
    private final Optional<KeyRing> keys;

    /** @param keys empty when the operator has set none; then nothing is sealed or opened */
    public Seals(Optional<KeyRing> keys) {
        this.keys = keys;
    }

    /**
     * The stored form of a secret.
     *
     * @throws Secret.CannotBeKept when there is no key
     */
    public String seal(Label label, String secret) {
        return keys.orElseThrow(Secret.CannotBeKept::new)
                .seal(label.purpose(), label.owner(), secret)
                .text();
    }

    /** The secret in a stored form. */
    public String open(Label label, String stored) throws Unopened {
        var sealed = Sealed.parse(stored);
        if (sealed.isEmpty()) {
            throw new Unopened("a stored secret is damaged");
        }
        if (keys.isEmpty()) {
            throw new Unopened("no master key is set to open secrets with"
                    + sealed.get()
                            .key()
                            .map(id -> ": they were sealed with the key " + id)
                            .orElse(""));
        }
        try {
            return keys.get().open(label.purpose(), label.owner(), sealed.get());
        } catch (MissingKey missing) {
            throw new Unopened("secrets were sealed with the master key " + missing.id()
                    + ", which is neither opsbus.notifier.secrets.master-key nor among its older-keys");
        } catch (BrokenSeal broken) {
            throw new Unopened("secrets were sealed with another master key, or for another owner");
        }
    }

    /** The key that seals; empty when there is none. */
    Optional<KeyId> current() {
        return keys.map(KeyRing::current);
    }
}
