package io.opsbus.event.rpc;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.Violation;
import io.opsbus.event.fleet.Choice;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.rpc.Request.Body;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance as an operator orders it.
 *
 * @param request unique for ever; the same request again orders the same events
 * @param of which instances
 * @param disk the disk of the one instance it is about, where the type is about one; else null
 * @param notBefore when the first is executed; null to ask the user for consent instead
 * @param rate how many may be executed in an hour, 1 to 3,600
 */
record MaintenanceOrder(
        String request,
        EventType type,
        Instances of,
        @Nullable ResourceId disk,
        @Nullable Instant notBefore,
        int rate,
        String reason) {
    /** So many instances are planned for with one order. */
    static final int MOST = 10_000;

    static final String TOO_MANY = "These are more than " + MOST + " instances; choose fewer at a time.";

    private static final String USUAL_REASON = "System maintenance is scheduled.";
    private static final String USUAL_RATE = "3600";
    private static final String TAG = "tag.";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    /** Whom it is about. Nothing named means nothing, never everything. */
    sealed interface Instances {
        /** These, at least one. */
        record Named(Set<ResourceId> ids) implements Instances {}

        /** Those of an account that fit. */
        record Chosen(Choice choice) implements Instances {}

        /** All on a host, whoever owns them: a host is the operator's own word. */
        record OnHost(String host) implements Instances {}
    }

    /** What reading a form came to. */
    sealed interface Reading {
        record Understood(MaintenanceOrder order) implements Reading {}

        record Wrong(List<Violation> why) implements Reading {}
    }

    /**
     * Reads a form: {@code type}, {@code not-before}, {@code rate}, {@code reason}, {@code request}, and either {@code instance} (several
     * separated by commas), {@code host}, or {@code account} with {@code tag.1=key=value}, … or {@code all=true}, and perhaps {@code region}.
     */
    static Reading read(Body body, String freshRequest) {
        var wrong = new ArrayList<Violation>();
        var form = Form.of(body, wrong);
        Optional<EventType> type = form.text("type").flatMap(EventType::parse).filter(one -> !one.isOfDisk());
        if (type.isEmpty()) {
            wrong.add(new Violation("type", "InvalidType", "must be a type of system event of instances"));
        }
        Optional<Instances> of = instances(form);
        type.ifPresent(one -> disk(form, one, of));
        String rate = form.text("rate").orElse(USUAL_RATE);
        if (!rate.matches("[1-9][0-9]{0,3}") || Integer.parseInt(rate) > Integer.parseInt(USUAL_RATE)) {
            wrong.add(new Violation("rate", "OutOfRange", "must be 1 to " + USUAL_RATE + " an hour"));
        }
        Optional<Instant> notBefore = form.time("not-before");
        return wrong.isEmpty()
                ? new Reading.Understood(new MaintenanceOrder(
                        form.text("request").orElse(freshRequest),
                        type.orElseThrow(),
                        of.orElseThrow(),
                        form.text("disk").map(ResourceId::new).orElse(null),
                        notBefore.orElse(null),
                        Integer.parseInt(rate),
                        form.text("reason").orElse(USUAL_REASON)))
                : new Reading.Wrong(wrong);
    }

    /** A disk is named where the type is about one, and then of one instance. */
    private static void disk(Form form, EventType type, Optional<Instances> of) {
        boolean named = form.text("disk").isPresent();
        if (type.operation().ofDisk() != named) {
            form.wrong()
                    .add(
                            named
                                    ? new Violation("disk", "NotTogether", type.word() + " is not about one disk")
                                    : new Violation("disk", "Missing", type.word() + " needs the disk it is about"));
        }
        boolean one = of.filter(whom -> whom instanceof Instances.Named(var ids) && ids.size() == 1)
                .isPresent();
        if (named && !one) {
            form.wrong().add(new Violation("disk", "NotTogether", "a disk is one of one instance"));
        }
    }

    private static Optional<Instances> instances(Form form) {
        Set<ResourceId> named = new LinkedHashSet<>();
        for (String id : form.text("instance").orElse("").split(",", -1)) {
            if (!id.isBlank()) {
                named.add(new ResourceId(id.strip()));
            }
        }
        if (form.text("host").isPresent()) {
            return onHost(form, form.text("host").get(), !named.isEmpty());
        }
        if (form.text("account").isPresent()) {
            if (!named.isEmpty()) {
                form.wrong().add(new Violation("instance", "NotTogether", "name instances or an account, not both"));
            }
            return chosen(form, form.text("account").get());
        }
        if (named.isEmpty()) {
            form.wrong()
                    .add(new Violation(
                            "instance",
                            "Missing",
                            "name at least one instance, a host, or an account with a tag or all=true"));
        }
        return Optional.of(new Instances.Named(named));
    }

    private static Optional<Instances> onHost(Form form, String host, boolean alsoNamed) {
        if (alsoNamed || form.text("account").isPresent()) {
            form.wrong().add(new Violation("host", "NotTogether", "name a host, instances or an account, not several"));
        }
        if (!HOST.matcher(host).matches()) {
            form.wrong()
                    .add(new Violation(
                            "host", "InvalidHost", "must be a host's id: letters, digits and . _ : -, at most 64"));
        }
        return Optional.of(new Instances.OnHost(host));
    }

    private static Optional<Instances> chosen(Form form, String name) {
        Optional<AccountId> account = AccountId.parse(name);
        if (account.isEmpty()) {
            form.wrong().add(new Violation("account", "InvalidAccount", "must be an account's id"));
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (var field : form.fields().entrySet()) {
            int equals = field.getValue().indexOf('=');
            if (!field.getKey().startsWith(TAG)) {
                continue;
            }
            if (equals < 1) {
                form.wrong().add(new Violation(field.getKey(), "InvalidTag", "must be key=value"));
            } else {
                tags.put(field.getValue().substring(0, equals), field.getValue().substring(equals + 1));
            }
        }
        if (tags.isEmpty() && !form.text("all").equals(Optional.of("true"))) {
            form.wrong().add(new Violation("tag.1", "Missing", "name a tag, or say all=true for the whole account"));
        }
        String region = form.text("region").orElse(null);
        return account.map(id -> new Instances.Chosen(new Choice(id, region, tags, null)));
    }
}
