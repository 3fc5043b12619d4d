package io.opsbus.notifier.grant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name by which a cloud would find something of an account's.
 *
 * @param values the parts of the name, in the order of {@link Sort#parts}; a part may be empty
 */
public record CloudName(Sort sort, List<String> values) {
    /** The longest part of a name, in characters. */
    public static final int MOST = 128;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    /** What such names are for. */
    public enum Sort {
        FUNCTION("functions", "FcParameters", "service", "function"),
        LOG_STORE("log-stores", "SlsParameters", "project", "log-store");

        private final String setting;
        private final String parameter;
        private final String within;
        private final String last;

        Sort(String setting, String parameter, String within, String last) {
            this.setting = "opsbus.notifier." + setting;
            this.parameter = parameter;
            this.within = within;
            this.last = last;
        }

        /** Where the operator says where such names lead. */
        public String setting() {
            return setting;
        }

        /** The contract's parameter that gives such names. */
        public String parameter() {
            return parameter;
        }

        /** What the parts of a name are called in the setting. */
        public List<String> parts() {
            return List.of("region", within, last);
        }

        /** For people. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public CloudName {
        values = List.copyOf(values);
        if (values.size() != sort.parts().size()) {
            throw new IllegalArgumentException("a name of this sort has the parts " + sort.parts());
        }
    }

    /** A function's. */
    public static CloudName ofFunction(String region, String service, String function) {
        return new CloudName(Sort.FUNCTION, List.of(region, service, function));
    }

    /** A log store's. */
    public static CloudName ofLogStore(String region, String project, String store) {
        return new CloudName(Sort.LOG_STORE, List.of(region, project, store));
    }

    /** Whether a part may stand in an address as it is: it cannot lead out of its place there. */
    static boolean isPlain(String part) {
        return part.length() <= MOST && PLAIN.matcher(part).matches();
    }

    /** Whether this can be the name of anything. */
    public boolean isName() {
        return values.stream()
                .allMatch(part -> part.length() <= MOST && part.chars().noneMatch(Character::isISOControl));
    }

    /** Such as {@code region cn-hangzhou, service orders, function alarm}; a part that is not given is left out. */
    @Override
    public String toString() {
        var said = new ArrayList<String>();
        for (var at = 0; at < values.size(); at++) {
            if (!values.get(at).isEmpty()) {
                said.add(sort.parts().get(at) + " " + values.get(at));
            }
        }
        return String.join(", ", said);
    }
}
