package io.opsbus.rpc.declare;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.RpcError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one Action takes, who may call it, and how it may fail: the single source of checks, docs, policies and tests. */
public final class Declaration {
    /** Taken by every Action whose requests may be repeated safely (contract 1.8). */
    public static final Parameter<Optional<String>> CLIENT_TOKEN = Take.text("ClientToken")
            .as(
                    "at most 64 ASCII characters",
                    (name, token) ->
                            token.length() <= 64 && token.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f)
                                    ? new io.opsbus.rpc.parameter.Got.Given<>(token)
                                    : io.opsbus.rpc.parameter.Got.wrong(
                                            name,
                                            io.opsbus.rpc.parameter.ParameterError.Reason.MALFORMED,
                                            "must have at most 64 ASCII characters without blanks"))
            .meaning("Makes a repeated request hear the first answer, for 24 hours.")
            .optional();

    private final ActionName name;
    private final Access access;
    private final String meaning;
    private final List<Parameter<?>> parameters;
    private final List<String> ignored;
    private final List<RpcError> errors;
    private final boolean isIdempotent;
    private final Set<String> shownOnce;

    private Declaration(Builder from) {
        this.name = from.name;
        this.access = from.access;
        this.meaning = from.meaning;
        this.parameters = List.copyOf(from.parameters);
        this.ignored = List.copyOf(from.ignored);
        this.errors = told(from.errors, from.parameters);
        this.isIdempotent = from.isIdempotent;
        this.shownOnce = Set.copyOf(from.shownOnce);
    }

    /**
     * Begins the declaration of an Action that changes nothing.
     *
     * @param meaning one sentence for the reference page
     */
    public static Builder reading(String version, String action, String meaning) {
        return new Builder(new ActionName(version, action), Access.READ, meaning);
    }

    /** Begins the declaration of an Action that may change something. */
    public static Builder writing(String version, String action, String meaning) {
        return new Builder(new ActionName(version, action), Access.WRITE, meaning);
    }

    public ActionName name() {
        return name;
    }

    public Access access() {
        return access;
    }

    public String meaning() {
        return meaning;
    }

    public List<Field> fields() {
        return parameters.stream().<Field>map(Parameter::field).toList();
    }

    /** Every leaf parameter with its full name, indices written {@code N}. */
    public Stream<Field.Placed> placed() {
        return fields().stream().flatMap(field -> field.placed(""));
    }

    /** Documented parameters that are accepted and have no effect here. */
    public List<String> ignored() {
        return ignored;
    }

    /**
     * Errors with codes of its own, beside those of the protocol: what it was said to fail with, then what its parameters are
     * refused with.
     */
    public List<RpcError> errors() {
        return errors;
    }

    private static List<RpcError> told(List<RpcError> own, List<Parameter<?>> parameters) {
        Set<String> said =
                own.stream().map(error -> key(error.status(), error.code())).collect(Collectors.toSet());
        Map<String, List<Refusing.Code>> more = parameters.stream()
                .flatMap(parameter -> parameter.codes().stream())
                .filter(code -> !said.contains(key(code.status(), code.code())))
                .collect(Collectors.groupingBy(
                        code -> key(code.status(), code.code()), LinkedHashMap::new, Collectors.toList()));
        List<RpcError> all = new ArrayList<>(own);
        more.values().forEach(codes -> all.add(joined(codes)));
        return List.copyOf(all);
    }

    /** Such as: {@code `Start`, `End` cannot be used as it was sent.} */
    private static RpcError joined(List<Refusing.Code> codes) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        codes.forEach(code ->
                names.computeIfAbsent(code.when(), _ -> new ArrayList<>()).add("`" + code.name() + "`"));
        String message = names.entrySet().stream()
                .map(each -> String.join(", ", each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining(" "));
        return new RpcError(codes.getFirst().status(), codes.getFirst().code(), message);
    }

    private static String key(int status, String code) {
        return status + " " + code;
    }

    /** Whether {@code ClientToken} makes a repeated request safe. */
    public boolean isIdempotent() {
        return isIdempotent;
    }

    /** Fields of the answer that are secrets: no answer that is kept for repetitions has them. */
    public Set<String> shownOnce() {
        return shownOnce;
    }

    /** What reading a request's parameters found. */
    public sealed interface Reading {
        /** All can be used. */
        record Good(Values values) implements Reading {}

        /** The first that cannot. */
        record Bad(RpcError error) implements Reading {}
    }

    /** Reads and checks all declared parameters, in the order declared. */
    public Reading read(Parameters from) {
        Values.Builder values = new Values.Builder();
        for (Parameter<?> parameter : parameters) {
            Optional<RpcError> error = parameter.read(from, values);
            if (error.isPresent()) {
                return new Reading.Bad(error.get());
            }
        }
        return new Reading.Good(values.build());
    }

    /** A declaration being made. */
    public static final class Builder {
        private final ActionName name;
        private final Access access;
        private final String meaning;
        private final List<Parameter<?>> parameters = new ArrayList<>();
        private final List<String> ignored = new ArrayList<>();
        private final List<RpcError> errors = new ArrayList<>();
        private boolean isIdempotent;
        private final Set<String> shownOnce = new HashSet<>();

        private Builder(ActionName name, Access access, String meaning) {
            this.name = name;
            this.access = access;
            this.meaning = meaning;
        }

        /** Takes these, read in this order. */
        public Builder takes(Parameter<?>... taken) {
            parameters.addAll(List.of(taken));
            return this;
        }

        /** Takes these, read in this order. */
        public Builder takes(List<? extends Parameter<?>> taken) {
            parameters.addAll(taken);
            return this;
        }

        /** Accepts these of the contract without effect; the reference page says so. */
        public Builder ignores(String... names) {
            ignored.addAll(List.of(names));
            return this;
        }

        /** Errors a caller may meet, for the reference page. */
        public Builder fails(RpcError... with) {
            errors.addAll(List.of(with));
            return this;
        }

        /** Takes {@code ClientToken}; the dispatcher keeps the answer. */
        public Builder idempotent() {
            parameters.add(CLIENT_TOKEN);
            isIdempotent = true;
            return this;
        }

        /** These fields of the answer are told once: who repeats the request under its {@code ClientToken} hears the rest. */
        public Builder showsOnce(String... fields) {
            shownOnce.addAll(List.of(fields));
            return this;
        }

        /**
         * The declaration.
         *
         * @throws IllegalArgumentException when two parameters have one name, which is a bug
         */
        public Declaration end() {
            List<String> names = parameters.stream()
                    .map(parameter -> parameter.field().name())
                    .toList();
            if (names.stream().distinct().count() < names.size()) {
                throw new IllegalArgumentException(name + " declares a parameter twice: " + names);
            }
            return new Declaration(this);
        }
    }
}
