package io.opsbus.invocation.store;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.query.TaskRun;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.store.Asked.Questions;
import io.opsbus.invocation.store.Asked.Where;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.Invocation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tasks, and runs that are over, as lists of results. Both are served in their order by an index: of runs each task's newest are taken,
 * and then the newest of those, for an invocation has few tasks and may have hundreds of thousands of runs.
 */
record ResultLists(Asked asked) {
    private static final String OWNED = "tasks t join invocations v on v.id = t.invocation"
            + " and v.account = t.account and v.region = t.region and v.kind = t.kind";

    Page<TaskRun> page(Scope scope, TaskFilter filter, Paging paging) {
        var owners = new Owners();
        return filter.history()
                ? asked.page(ended(scope, filter), paging, (row, _) -> ended(row, owners))
                : asked.page(current(scope, filter), paging, (row, _) -> current(row, owners));
    }

    /**
     * Invocations that have a task on an instance, in the order of those tasks: an instance that was added to an invocation later has it
     * where it was added.
     */
    static Questions onInstance(Scope scope, InvocationFilter filter) {
        return questions("v.id, v.body", filter, chosen(scope, filter, Optional.empty()));
    }

    /** Tasks {@code t}; of their invocation {@code v} only what the filter asks of it. */
    private static Where chosen(Scope scope, InvocationFilter filter, Optional<String> instance) {
        Where where = Where.in("t", scope, filter);
        instance.ifPresent(id -> where.and("t.instance = ?", id));
        for (Criterion criterion : filter.criteria()) {
            Where ignored = criterion instanceof InvocationFilter.WithId(String id)
                    ? where.and("t.invocation = ?", id)
                    : criterion instanceof InvocationFilter.OfCommand(String command)
                            ? where.and("t.command_id = ?", command)
                            : where.and(criterion);
        }
        return where;
    }

    private static boolean asksOfInvocations(InvocationFilter filter) {
        return filter.criteria().stream()
                .anyMatch(criterion -> !(criterion instanceof InvocationFilter.WithId
                        || criterion instanceof InvocationFilter.OfCommand
                        || criterion instanceof InvocationFilter.OnInstance));
    }

    private static Questions questions(String columns, InvocationFilter filter, Where where) {
        String counted = asksOfInvocations(filter) ? OWNED : "tasks t";
        return new Questions(
                Asked.counting("select from " + counted + " where " + where.sql()),
                "select " + columns + ", t.place as list_place from " + OWNED + " where " + where.sql()
                        + " and t.place < :after order by t.place desc limit :limit offset :offset",
                where.binds());
    }

    private static Questions current(Scope scope, TaskFilter filter) {
        Where where = chosen(scope, filter.invocation(), filter.instance());
        filter.status().ifPresent(word -> where.is("t", word));
        return questions("t.id, t.body, t.output, t.dropped, v.body as invocation_body", filter.invocation(), where);
    }

    private static Questions ended(Scope scope, TaskFilter filter) {
        Where where = chosen(scope, filter.invocation(), filter.instance());
        String chosen = "(select t.id from " + OWNED + " where " + where.sql() + ") chosen";
        List<String> ends = filter.status().map(ResultLists::ends).orElse(List.of(""));
        String counted = ends.stream()
                .map(end -> "(select from task_runs r where r.task = chosen.id" + end + " limit "
                        + (Page.MOST_COUNTED + 1) + ")")
                .collect(Collectors.joining(" union all "));
        String newest = ends.stream()
                .map(end -> "(select r.task, r.id from task_runs r where r.task = chosen.id and r.id < :after" + end
                        + " order by r.id desc limit cast(:limit as bigint) + :offset)")
                .collect(Collectors.joining(" union all "));
        return new Questions(
                Asked.counting("select from " + chosen + " cross join lateral (" + counted + ") n"),
                """
                        select t.id, %s, v.body as invocation_body, r.id as list_place, r.body as run_body, r.output as run_output,
                            r.dropped as run_dropped, r.repeats as run_repeats
                        from (select n.task, n.id from %s cross join lateral (%s) n
                            order by n.id desc limit :limit offset :offset) newest
                        join task_runs r on r.task = newest.task and r.id = newest.id
                        join tasks t on t.id = newest.task join invocations v on v.id = t.invocation
                        order by r.id desc""".formatted(TaskRows.UNREAD, chosen, newest),
                where.binds());
    }

    /** One condition for each status that shows this word. They are words of ours: by them a plan knows which of them are few. */
    private static List<String> ends(StatusWord word) {
        List<String> ends = Stream.of(TaskStatus.values())
                .filter(status -> word.is(status.word(), status.legacy()))
                .map(status -> " and r.status = '" + status.word() + "'")
                .toList();
        return ends.isEmpty() ? List.of(" and false") : ends;
    }

    /** Rows of one list mostly belong to one invocation: it is read once. */
    private static final class Owners {
        private final Map<String, Invocation> known = new HashMap<>();

        Invocation of(ResultSet row) throws SQLException {
            return known.computeIfAbsent(row.getString("invocation_body"), TaskRows::invocation);
        }
    }

    private static TaskRun current(ResultSet row, Owners owners) throws SQLException {
        return TaskRun.current(owners.of(row), TaskRows.task(row));
    }

    private static TaskRun ended(ResultSet row, Owners owners) throws SQLException {
        Task task = TaskRows.unread(row);
        int repeats = row.getInt("run_repeats");
        return TaskRun.over(
                owners.of(row),
                task,
                // of an older release nobody knows which it was
                row.wasNull() ? task.progress().repeats() : repeats,
                Bodies.read(row.getString("run_body"), Ending.class),
                Output.of(row.getBytes("run_output"), row.getLong("run_dropped")));
    }
}
