package io.opsbus.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/** A table on the terminal: first column to the left, figures to the right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        rows.add(List.of(heads));
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .filter(other -> other.size() > column)
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(1);
                String form = i == 0 ? "%-" + width + "s" : "  %" + width + "s";
                text.append(form.formatted(row.get(i)));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
