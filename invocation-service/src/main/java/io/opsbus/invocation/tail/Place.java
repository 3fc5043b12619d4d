package io.opsbus.invocation.tail;

import io.opsbus.invocation.status.TaskStatus;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much of an invocation's tasks was told, in the order of its tasks.
 *
 * <p>As text it is what {@code Last-Event-ID} gives back (WHATWG HTML 9.2): {@code run-bytes} of each task, with dots between. The
 * statuses are not in it: they are told again.
 */
public record Place(List<Told> tasks) {
    /** Nothing yet. */
    public static final Place BEGIN = new Place(List.of());

    private static final Pattern FORM = Pattern.compile("[0-9]{1,9}-[0-9]{1,18}(\\.[0-9]{1,9}-[0-9]{1,18}){0,999}");

    /** Copies. */
    public Place {
        tasks = List.copyOf(tasks);
    }

    /**
     * Of one task.
     *
     * @param run the run told of last, from 0
     * @param bytes it wrote until then, those that were cut included
     * @param status told last; null for none
     */
    public record Told(int run, long bytes, @Nullable TaskStatus status) {
        static final Told NOTHING = new Told(0, 0, null);
    }

    /** Whether it is the text of a place. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** The place of that text; the begin for a text of another form. */
    public static Place parse(String text) {
        return FORM.matcher(text).matches()
                ? new Place(Arrays.stream(text.split("\\."))
                        .map(one -> one.split("-"))
                        .map(one -> new Told(Integer.parseInt(one[0]), Long.parseLong(one[1]), null))
                        .toList())
                : BEGIN;
    }

    Told of(int task) {
        return task < tasks.size() ? tasks.get(task) : Told.NOTHING;
    }

    /** See {@link #parse}. */
    public String text() {
        return tasks.stream().map(told -> told.run() + "-" + told.bytes()).collect(Collectors.joining("."));
    }
}
