package io.opsbus.rpc.parameter;

import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code a=b&c=d} as a query string or a form body carries it. */
final class QueryText {
    /** A request with more is refused: the largest legitimate ones (500 alarm rules) stay below. */
    static final int MAX_PARAMETERS = 20_000;

    private QueryText() {}

    /** Decoded names and values, sorted by name. A name sent twice is refused: readers would disagree on which counts. */
    static Got<NavigableMap<String, String>> parse(String raw) {
        NavigableMap<String, String> found = new TreeMap<>();
        int start = 0;
        while (start < raw.length()) {
            int end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                Optional<ParameterError> error = add(raw.substring(start, end), found);
                if (error.isPresent()) {
                    return new Got.Wrong<>(error.get());
                }
            }
            start = end + 1;
        }
        return new Got.Given<>(found);
    }

    private static Optional<ParameterError> add(String pair, NavigableMap<String, String> found) {
        int equals = pair.indexOf('=');
        Optional<String> name = PercentText.decode(equals < 0 ? pair : pair.substring(0, equals));
        if (name.isEmpty() || name.get().isEmpty()) {
            return Optional.of(new ParameterError("", Reason.MALFORMED, "a parameter name cannot be read"));
        }
        Optional<String> value = PercentText.decode(equals < 0 ? "" : pair.substring(equals + 1));
        if (value.isEmpty()) {
            return Optional.of(new ParameterError(name.get(), Reason.MALFORMED, "is not percent-encoded UTF-8"));
        }
        if (name.get().indexOf('\0') >= 0 || value.get().indexOf('\0') >= 0) {
            // no client means it, and PostgreSQL cannot keep it
            return Optional.of(new ParameterError("", Reason.MALFORMED, "a parameter has the character U+0000"));
        }
        if (found.put(name.get(), value.get()) != null) {
            return Optional.of(new ParameterError(name.get(), Reason.DUPLICATE, "is given twice"));
        }
        return found.size() <= MAX_PARAMETERS
                ? Optional.empty()
                : Optional.of(new ParameterError(
                        "", Reason.TOO_MANY, "more than " + MAX_PARAMETERS + " parameters are given"));
    }
}
