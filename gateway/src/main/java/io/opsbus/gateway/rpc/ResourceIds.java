package io.opsbus.gateway.rpc;

import io.opsbus.gateway.audit.AuditedCall;
import io.opsbus.gateway.route.RoutedAction;
import io.opsbus.gateway.route.RoutedAction.IdParameter;
import io.opsbus.rpc.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The ids of resources among a call's parameters: only of parameters declared so, and only what an id may look like, so that
 * no other value gets into the audit by mistake of a client.
 */
final class ResourceIds {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
    private static final String INDEX = "N";

    private ResourceIds() {}

    /** At most as many as are recorded. */
    static List<String> of(RoutedAction action, SortedMap<String, String> parameters) {
        List<String> found = new ArrayList<>();
        for (IdParameter parameter : action.ids()) {
            for (String value : values(parameter.pattern(), parameters)) {
                if (parameter.isJsonList()) {
                    JsonReader.texts(value).ifPresent(found::addAll);
                } else {
                    found.add(value);
                }
            }
        }
        return ids(found);
    }

    /** Those of {@code texts} that look like ids, each once. */
    static List<String> ids(List<String> texts) {
        return texts.stream()
                .filter(text -> ID.matcher(text).matches())
                .distinct()
                .limit(AuditedCall.MOST_IDS)
                .toList();
    }

    /** Values of the names that fit {@code pattern}: a part {@code N} of it stands for a number. */
    private static List<String> values(String pattern, SortedMap<String, String> parameters) {
        String[] parts = pattern.split("\\.", -1);
        int first = List.of(parts).indexOf(INDEX);
        if (first < 0) {
            String value = parameters.get(pattern);
            return value == null ? List.of() : List.of(value);
        }
        String prefix = String.join(".", List.of(parts).subList(0, first)) + ".";
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, String> entry : parameters.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix) || values.size() >= AuditedCall.MOST_IDS) {
                break;
            }
            if (fits(parts, entry.getKey().split("\\.", -1))) {
                values.add(entry.getValue());
            }
        }
        return values;
    }

    private static boolean fits(String[] pattern, String[] name) {
        if (pattern.length != name.length) {
            return false;
        }
        for (int part = 0; part < pattern.length; part++) {
            boolean isNumber = !name[part].isEmpty()
                    && name[part].length() <= 5
                    && name[part].chars().allMatch(letter -> letter >= '0' && letter <= '9');
            if (pattern[part].equals(INDEX) ? !isNumber : !pattern[part].equals(name[part])) {
                return false;
            }
        }
        return true;
    }
}
