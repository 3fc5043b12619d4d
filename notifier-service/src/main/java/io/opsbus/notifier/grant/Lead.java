package io.opsbus.notifier.grant;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.targets.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where some names lead, as the operator says. In the form's texts, {@code {part}} stands for that part of the name and {@code {account}} for the
 * account's id; only plain ones are put there, so that no name leads elsewhere than the operator meant.
 *
 * @param account whose names; {@code *} for every account's
 * @param parts what each part of the name must be; {@code *} for any
 * @param form a target's fields: texts, and maps of texts. Some may be secret, so it is never printed
 */
public record Lead(CloudName.Sort sort, String account, List<String> parts, Map<String, Object> form) {
    private static final String ANY = "*";
    private static final String ACCOUNT = "account";
    private static final Pattern PLAIN_ACCOUNT = Pattern.compile("[A-Za-z0-9]+");
    private static final String KEY = "accessKey";
    private static final String SAMPLE = "a1";

    public Lead {
        parts = List.copyOf(parts);
        form = Map.copyOf(form);
        if (account.isBlank()
                || parts.size() != sort.parts().size()
                || parts.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(sort.setting() + ": account, " + String.join(", ", sort.parts())
                    + " must not be empty; * is for any");
        }
        complaint(sort, account, parts, form).ifPresent(what -> {
            throw new IllegalArgumentException(sort.setting() + what);
        });
    }

    /** Whether it leads anywhere, tried with a name it is for. */
    private static Optional<String> complaint(
            CloudName.Sort sort, String account, List<String> parts, Map<String, Object> form) {
        var name = parts.stream().map(part -> part.equals(ANY) ? SAMPLE : part).toList();
        var filled = filled(form, values(sort, name, account.equals(ANY) ? SAMPLE : account));
        if (filled.isEmpty()) {
            return Optional.of(": a part or an account that is put into an address has letters, digits, - and _ only");
        }
        var problems = new ArrayList<FieldProblem>();
        var _ = Target.read("", filled.get(), problems);
        return problems.stream().findFirst().map(wrong -> wrong.field() + ": " + wrong.message());
    }

    /** The target's fields for a name; empty when this says nothing about it. */
    Optional<Map<String, Object>> to(AccountId who, CloudName name) {
        var isMeant = name.sort() == sort && (account.equals(ANY) || account.equals(who.value()));
        for (var at = 0; isMeant && at < parts.size(); at++) {
            isMeant = parts.get(at).equals(ANY)
                    || parts.get(at).equals(name.values().get(at));
        }
        return isMeant ? filled(form, values(sort, name.values(), who.value())) : Optional.empty();
    }

    private static Map<String, String> values(CloudName.Sort sort, List<String> name, String account) {
        var values = new LinkedHashMap<String, String>();
        for (var at = 0; at < name.size(); at++) {
            values.put(sort.parts().get(at), CloudName.isPlain(name.get(at)) ? name.get(at) : "");
        }
        values.put(ACCOUNT, PLAIN_ACCOUNT.matcher(account).matches() ? account : "");
        return values;
    }

    private static Optional<Map<String, Object>> filled(Map<String, Object> form, Map<String, String> values) {
        var filled = new LinkedHashMap<String, Object>();
        for (var field : form.entrySet()) {
            Optional<?> value =
                    field.getKey().startsWith(KEY) ? Optional.of(field.getValue()) : filled(field.getValue(), values);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            filled.put(field.getKey(), value.get());
        }
        return Optional.of(filled);
    }

    private static Optional<?> filled(Object value, Map<String, String> values) {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, Object>();
            map.forEach((name, text) -> filled(text, values).ifPresent(put -> copy.put(String.valueOf(name), put)));
            return copy.size() == map.size() ? Optional.of(copy) : Optional.empty();
        }
        var text = String.valueOf(value);
        for (var one : values.entrySet()) {
            var place = "{" + one.getKey() + "}";
            if (text.contains(place) && one.getValue().isEmpty()) {
                return Optional.empty();
            }
            text = text.replace(place, one.getValue());
        }
        return Optional.of(text);
    }

    @Override
    public String toString() {
        return "Lead[" + sort + ", account=" + account + ", parts=" + parts + "]";
    }
}
