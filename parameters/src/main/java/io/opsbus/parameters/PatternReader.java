package io.opsbus.parameters;

import io.opsbus.parameters.CharacterClass.Range;
import io.opsbus.parameters.ValuePattern.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a pattern from its beginning to its end; every method leaves empty-handed when it finds what it does not know. */
final class PatternReader {
    private static final int LONGEST = 512;
    private static final int MOST_PIECES = 100;
    private static final int MOST_TIMES = 10_000;
    private static final String SPECIAL = "()*+?{}|^$";

    private final int[] text;
    private int at;

    PatternReader(String text) {
        this.text = text.codePoints().toArray();
    }

    boolean atEnd() {
        return at == text.length;
    }

    /** Whether another alternative follows. */
    boolean another() {
        boolean follows = !atEnd() && text[at] == '|';
        at += follows ? 1 : 0;
        return follows;
    }

    Optional<List<Piece>> alternative() {
        List<Piece> pieces = new ArrayList<>();
        while (!atEnd() && text[at] != '|') {
            Optional<Piece> piece = atom().flatMap(this::repeated);
            if (piece.isEmpty() || pieces.size() == MOST_PIECES || text.length > LONGEST) {
                return Optional.empty();
            }
            pieces.add(piece.get());
        }
        return Optional.of(pieces);
    }

    private Optional<CharacterClass> atom() {
        int next = text[at++];
        return switch (next) {
            case '.' -> Optional.of(CharacterClass.ANY);
            case '\\' -> escaped().map(ranges -> new CharacterClass(ranges, false));
            case '[' -> characterClass();
            default -> SPECIAL.indexOf(next) < 0 ? Optional.of(CharacterClass.of(next)) : Optional.empty();
        };
    }

    private Optional<List<Range>> escaped() {
        if (atEnd()) {
            return Optional.empty();
        }
        int next = text[at++];
        return switch (next) {
            case 'd' -> Optional.of(List.of(new Range('0', '9')));
            case 'w' ->
                Optional.of(List.of(new Range('a', 'z'), new Range('A', 'Z'), new Range('0', '9'), Range.of('_')));
            case 's' -> Optional.of(List.of(Range.of(' '), new Range('\t', '\r')));
            // other letters and digits mean things elsewhere that are not known here
            default -> Character.isLetterOrDigit(next) ? Optional.empty() : Optional.of(List.of(Range.of(next)));
        };
    }

    private Optional<CharacterClass> characterClass() {
        boolean others = !atEnd() && text[at] == '^';
        at += others ? 1 : 0;
        List<Range> ranges = new ArrayList<>();
        while (!atEnd() && text[at] != ']') {
            Optional<List<Range>> part = text[at] == '\\' ? escapedInClass() : range();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            ranges.addAll(part.get());
        }
        if (atEnd() || ranges.isEmpty()) {
            return Optional.empty();
        }
        at++;
        return Optional.of(new CharacterClass(ranges, others));
    }

    private Optional<List<Range>> escapedInClass() {
        at++;
        return escaped();
    }

    private Optional<List<Range>> range() {
        int first = text[at++];
        boolean isRange = at + 1 < text.length && text[at] == '-' && text[at + 1] != ']';
        if (first == '[') {
            return Optional.empty();
        }
        if (!isRange) {
            return Optional.of(List.of(Range.of(first)));
        }
        int last = text[at + 1];
        at += 2;
        return last == '\\' || last < first ? Optional.empty() : Optional.of(List.of(new Range(first, last)));
    }

    private Optional<Piece> repeated(CharacterClass of) {
        int next = atEnd() ? 0 : text[at];
        Optional<Piece> piece = switch (next) {
            case '*' -> Optional.of(new Piece(of, 0, Integer.MAX_VALUE));
            case '+' -> Optional.of(new Piece(of, 1, Integer.MAX_VALUE));
            case '?' -> Optional.of(new Piece(of, 0, 1));
            case '{' -> times(of);
            default -> Optional.of(new Piece(of, 1, 1));
        };
        at += next == '*' || next == '+' || next == '?' ? 1 : 0;
        return piece;
    }

    private Optional<Piece> times(CharacterClass of) {
        at++;
        int least = number();
        boolean isOpen = !atEnd() && text[at] == ',';
        at += isOpen ? 1 : 0;
        boolean hasMost = isOpen && !atEnd() && text[at] != '}';
        int most = hasMost ? number() : isOpen ? Integer.MAX_VALUE : least;
        if (least < 0 || most < least || atEnd() || text[at] != '}') {
            return Optional.empty();
        }
        at++;
        return Optional.of(new Piece(of, least, most));
    }

    /** A number; -1 when there is none, or it is too large. */
    private int number() {
        int number = -1;
        while (!atEnd() && text[at] >= '0' && text[at] <= '9') {
            number = Math.max(number, 0) * 10 + text[at++] - '0';
            if (number > MOST_TIMES) {
                return -1;
            }
        }
        return number;
    }
}
