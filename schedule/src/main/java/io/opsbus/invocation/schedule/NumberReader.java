package io.opsbus.invocation.schedule;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Reads what all seven fields share: values, names, ranges, steps and lists of them. */
final class NumberReader {
    private static final int LONGEST_NUMBER = 4;

    private final CronField field;
    private final String text;
    private final Findings findings;

    /**
     * Of one field.
     *
     * @param text the whole field as it was sent
     * @param findings where problems go; after one, answers mean nothing
     */
    NumberReader(CronField field, String text, Findings findings) {
        this.field = field;
        this.text = text;
        this.findings = findings;
    }

    /** All items of the field. */
    IntStream items() {
        IntStream found = IntStream.empty();
        for (String item : text.split(",", -1)) {
            found = IntStream.concat(found, item(item));
        }
        return found;
    }

    /** {@code *}, {@code 5}, {@code 5-20}, any of them with {@code /3}; a range past the field's end goes round. */
    IntStream item(String item) {
        if (item.isEmpty()) {
            return problem(Fault.EMPTY_ITEM);
        }
        if (item.indexOf('?') >= 0) {
            return problem(Fault.QUESTION_MARK);
        }
        int slash = item.indexOf('/');
        String body = slash < 0 ? item : item.substring(0, slash);
        int step = slash < 0 ? 1 : step(item, item.substring(slash + 1));
        if (body.isEmpty()) {
            return noStep(item);
        }
        if (body.equals("*")) {
            return run(field.lowest(), field.highest(), step);
        }
        if (body.indexOf('-') >= 0) {
            return range(body, step);
        }
        int value = value(body);
        return run(value, slash < 0 ? value : field.highest(), step);
    }

    private IntStream range(String body, int step) {
        int hyphen = body.indexOf('-');
        if (hyphen == 0 || hyphen == body.length() - 1 || body.indexOf('-', hyphen + 1) >= 0) {
            return problem(Fault.NO_RANGE, body, field.word(field.lowest()) + "-" + field.word(field.lowest() + 1));
        }
        int from = value(body.substring(0, hyphen));
        int to = value(body.substring(hyphen + 1));
        if (from > to && field == CronField.YEAR) {
            return problem(Fault.REVERSED_RANGE, body);
        }
        return run(from, from > to ? to + field.size() : to, step);
    }

    private IntStream run(int from, int to, int step) {
        int lowest = field.lowest();
        IntPredicate within = number -> number <= to;
        return IntStream.iterate(from, within, number -> number + step)
                .map(number -> lowest + (number - lowest) % field.size());
    }

    private int step(String item, String digits) {
        int most = field == CronField.YEAR ? field.size() - 1 : field.highest();
        if (isNumber(digits) && digits.length() <= LONGEST_NUMBER) {
            int step = Integer.parseInt(digits);
            if (step >= 1 && step <= most) {
                return step;
            }
        }
        noStep(item);
        return 1;
    }

    private IntStream noStep(String item) {
        int most = field == CronField.YEAR ? field.size() - 1 : field.highest();
        return problem(Fault.NO_STEP, item, most, field.lowest() + "/2");
    }

    /** One value: a number or a name. */
    int value(String word) {
        int named = field.numberOf(word);
        if (named >= 0) {
            return named;
        }
        if (!isNumber(word)) {
            problem(Fault.NO_VALUE, word, field.takes(), field.specials());
            return field.lowest();
        }
        if (word.length() > 2 && word.charAt(0) == '0') {
            problem(Fault.LEADING_ZEROS, word);
            return field.lowest();
        }
        int number = word.length() > LONGEST_NUMBER ? Integer.MAX_VALUE : Integer.parseInt(word);
        if (number < field.lowest() || number > field.highest()) {
            problem(Fault.OUT_OF_RANGE, word, field.takes());
            return field.lowest();
        }
        return number;
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    IntStream problem(Fault fault, Object... values) {
        findings.add(field, text, fault, values);
        return IntStream.empty();
    }
}
