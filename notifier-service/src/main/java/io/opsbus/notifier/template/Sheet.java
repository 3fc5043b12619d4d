package io.opsbus.notifier.template;

import io.opsbus.notifier.FieldProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template that was read. Sections nest only as the fields do and never within themselves, so its work is bounded by its length times the
 * longest list; what it writes is bounded besides.
 */
public final class Sheet {
    /** A part of a template. */
    sealed interface Piece {
        /** Itself. */
        record Plain(String text) implements Piece {}

        /** What the event says, made harmless. */
        record Field(String name) implements Piece {}

        /** Its body for each thing there is; or, turned round, once when there is none. */
        record Section(String name, boolean absent, List<Piece> body) implements Piece {}
    }

    private final Form form;
    private final List<Piece> pieces;

    Sheet(Form form, List<Piece> pieces) {
        this.form = form;
        this.pieces = List.copyOf(pieces);
    }

    /**
     * Reads a template.
     *
     * @param problems what is wrong with it is added here, and nothing is returned then
     */
    public static Optional<Sheet> read(Form form, String source, List<FieldProblem> problems) {
        return SheetReading.read(form, source, problems).map(pieces -> new Sheet(form, pieces));
    }

    /** The text; empty when it would be longer than an own template's may be. */
    Optional<String> bounded(Map<String, ?> view) {
        return write(view, form.most());
    }

    /** The text, however long. */
    public String text(Map<String, ?> view) {
        return write(view, Integer.MAX_VALUE).orElse("");
    }

    private Optional<String> write(Map<String, ?> view, int most) {
        var out = new Writing(most);
        out.all(pieces, new Scopes(view, null));
        return out.text.length() > most
                ? Optional.empty()
                : Optional.of(out.text.toString().strip());
    }

    /** What is named, and what is around it. */
    private record Scopes(Map<?, ?> view, @Nullable Scopes around) {
        Optional<Object> find(String name) {
            for (var scope = this; scope != null; scope = scope.around) {
                var value = scope.view.get(name);
                if (value != null) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }
    }

    private final class Writing {
        private final StringBuilder text = new StringBuilder();
        private final int most;

        Writing(int most) {
            this.most = most;
        }

        void all(List<Piece> body, Scopes scopes) {
            for (var piece : body) {
                if (text.length() > most) {
                    return;
                }
                switch (piece) {
                    case Piece.Plain(var plain) -> text.append(plain);
                    case Piece.Field(var name) ->
                        scopes.find(name).ifPresent(value -> text.append(form.harmless(value.toString())));
                    case Piece.Section section -> section(section, scopes);
                }
            }
        }

        private void section(Piece.Section section, Scopes scopes) {
            var value = scopes.find(section.name());
            var isThere = value.isPresent()
                    && !value.get().equals("")
                    && !(value.get() instanceof List<?> list && list.isEmpty());
            if (section.absent() || !isThere) {
                if (section.absent() && !isThere) {
                    all(section.body(), scopes);
                }
                return;
            }
            switch (value.get()) {
                case List<?> list -> list.forEach(item -> all(section.body(), within(item, scopes)));
                case Object one -> all(section.body(), within(one, scopes));
            }
        }

        private static Scopes within(Object value, Scopes scopes) {
            return value instanceof Map<?, ?> view ? new Scopes(view, scopes) : scopes;
        }
    }
}
