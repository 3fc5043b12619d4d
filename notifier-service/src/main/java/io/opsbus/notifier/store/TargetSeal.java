package io.opsbus.notifier.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.store.seal.Label;
import io.opsbus.notifier.store.seal.Seals;
import io.opsbus.notifier.store.seal.Unopened;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Unusable;
import io.opsbus.seal.KeyRing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets as they are stored: JSON in which every secret is sealed for its subscription, so that it opens in no other row. */
public final class TargetSeal {
    private static final String SEALED = "sealed";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Seals seals;

    /** @param keys empty when the operator has set none; targets with secrets are then refused */
    public TargetSeal(Optional<KeyRing> keys) {
        this.seals = new Seals(keys);
    }

    /**
     * The stored form.
     *
     * @param owner whose target it is
     * @throws Secret.CannotBeKept when it holds a secret and there is no key
     */
    public String write(SubscriptionId owner, Target target) {
        try {
            return JSON.writeValueAsString(sealed(owner, target.form()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers, lists and maps have a JSON form", e);
        }
    }

    private Object sealed(SubscriptionId owner, Object value) {
        return switch (value) {
            case Secret secret -> Map.of(SEALED, seals.seal(Label.target(owner), secret.reveal()));
            case List<?> list -> list.stream().map(item -> sealed(owner, item)).toList();
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((name, item) -> copy.put(String.valueOf(name), sealed(owner, item)));
                yield copy;
            }
            default -> value;
        };
    }

    /** The target in a stored form; {@link Unusable} when it cannot be read, for one broken row must not stop the others. */
    public Target read(SubscriptionId owner, String stored) {
        try {
            Map<String, Object> form = JSON.readValue(stored, new TypeReference<>() {});
            var kind = Target.Kind.of(String.valueOf(form.get("type"))).orElse(Target.Kind.WEBHOOK);
            try {
                var problems = new ArrayList<FieldProblem>();
                var open = new LinkedHashMap<String, Object>();
                for (var field : form.entrySet()) {
                    open.put(field.getKey(), opened(owner, field.getValue()));
                }
                return Target.read(open, problems)
                        .orElseGet(() -> new Unusable(kind, "the stored target is not sound: " + problems));
            } catch (Unopened unopened) {
                return new Unusable(kind, unopened.why());
            }
        } catch (JsonProcessingException e) {
            return new Unusable(Target.Kind.WEBHOOK, "the stored target is damaged");
        }
    }

    private Object opened(SubscriptionId owner, Object value) throws Unopened {
        if (value instanceof List<?> list) {
            var copy = new ArrayList<>();
            for (var item : list) {
                copy.add(opened(owner, item));
            }
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1 && map.get(SEALED) instanceof String text) {
                return seals.open(Label.target(owner), text);
            }
            var copy = new LinkedHashMap<String, Object>();
            for (var item : map.entrySet()) {
                copy.put(String.valueOf(item.getKey()), opened(owner, item.getValue()));
            }
            return copy;
        }
        return value;
    }
}
