package io.opsbus.parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of a whole value, in a small part of the usual language: characters, {@code .} (anything but a line end), {@code \d
 * \w \s} (ASCII), classes ({@code [a-z0-9_-]}, {@code [^…]}), each with {@code * + ? {n} {n,} {n,m}}, and {@code |} between
 * whole alternatives. There are no groups, so that no pattern takes longer than its length times the value's: an author's
 * pattern meets a stranger's value.
 */
final class ValuePattern {
    private final List<List<Piece>> alternatives;

    private ValuePattern(List<List<Piece>> alternatives) {
        this.alternatives = alternatives;
    }

    /** So many characters of a class. */
    record Piece(CharacterClass of, int least, int most) {}

    /** The pattern; empty when it is none. */
    static Optional<ValuePattern> read(String text) {
        List<List<Piece>> alternatives = new ArrayList<>();
        PatternReader reader = new PatternReader(text);
        do {
            Optional<List<Piece>> pieces = reader.alternative();
            if (pieces.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(pieces.get());
        } while (reader.another());
        return reader.atEnd() ? Optional.of(new ValuePattern(alternatives)) : Optional.empty();
    }

    boolean matches(String value) {
        int[] characters = value.codePoints().toArray();
        return alternatives.stream().anyMatch(pieces -> matches(pieces, characters));
    }

    private static boolean matches(List<Piece> pieces, int[] value) {
        boolean[] reached = new boolean[value.length + 1];
        reached[0] = true;
        for (Piece piece : pieces) {
            reached = step(piece, reached, value);
        }
        return reached[value.length];
    }

    /** Where a piece may end, when it may begin there: from each beginning a whole range of ends, marked at its two sides. */
    private static boolean[] step(Piece piece, boolean[] from, int[] value) {
        int[] marks = new int[value.length + 2];
        int run = 0;
        for (int at = value.length; at >= 0; at--) {
            run = at < value.length && piece.of().has(value[at]) ? run + 1 : 0;
            int most = Math.min(run, piece.most());
            if (from[at] && piece.least() <= most) {
                marks[at + piece.least()]++;
                marks[at + most + 1]--;
            }
        }
        boolean[] to = new boolean[value.length + 1];
        int open = 0;
        for (int at = 0; at <= value.length; at++) {
            open += marks[at];
            to[at] = open > 0;
        }
        return to;
    }
}
