package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.InvocationFilter.Kind;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.Replies;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists invocations with what became of them on each instance (guide 2.3.4), newest first. */
public final class DescribeInvocations implements Action {
    /** In bytes: 50 invocations of 50 instances might have sixty MB, and all of it is held until it is sent. */
    private static final long OUTPUT_OF_ONE_ANSWER = 8 << 20;

    private static final Parameter<Optional<String>> INVOCATION =
            Take.text("InvokeId").names("invocation").optional();
    private static final Parameter<Optional<String>> COMMAND =
            Take.text("CommandId").names("command").optional();
    private static final Parameter<Optional<String>> INSTANCE =
            Take.text("InstanceId").names("instance").optional();
    private static final Parameter<Optional<String>> NAME =
            Take.text("CommandName").optional();
    private static final Parameter<Optional<String>> TYPE =
            Take.text("CommandType").optional();
    private static final Parameter<Optional<String>> STATUS = Take.text("InvokeStatus")
            .meaning("A word of 2019, compared with this field of the answer, or one only InvocationStatus has.")
            .optional();
    private static final Parameter<Optional<String>> MODE =
            Take.text("RepeatMode").optional();
    private static final Parameter<Optional<Boolean>> TIMED = Take.flag("Timed").optional();
    private static final Parameter<Boolean> WITH_OUTPUT = Take.flag("IncludeOutput")
            .meaning(
                    "Of one answer 8 MB at most, the newest first; of a task whose output found no place `Dropped` counts all of it"
                            + " and `Output` is empty: DescribeInvocationResults tells it.")
            .or(false);
    private static final Parameter<String> ENCODING = ContentEncoding.parameter("Base64");
    private static final Parameter<List<SentTag>> TAGS = Shared.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = Shared.resourceGroup();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DescribeInvocations(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.reading(Shared.VERSION, "DescribeInvocations", "Lists invocations.")
                .takes(shared.region, INVOCATION, COMMAND, INSTANCE, NAME, TYPE, STATUS, MODE, TIMED)
                .takes(WITH_OUTPUT, ENCODING, TAGS, RESOURCE_GROUP)
                .takes(Shared.PAGES.all())
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Scope scope = shared.scope(call);
        InvocationFilter filter = filter(call);
        return Replies.page(
                Shared.PAGES.of(call),
                paging -> desk.reads().invocations().list(scope, filter, paging),
                (reply, page, place) -> {
                    List<InvocationId> ids =
                            page.items().stream().map(one -> one.place().id()).toList();
                    List<Task> all = tasks(call, scope, ids);
                    var replies = InvocationReply.about(all, scope, desk.reads().outputs(), call.get(ENCODING));
                    Map<InvocationId, List<Task>> tasks = all.stream()
                            .collect(Collectors.groupingBy(
                                    task -> task.identity().invocation()));
                    reply.put(
                            "Invocations",
                            "Invocation",
                            page.items().stream()
                                    // one that was let go in between has no task left
                                    .filter(one -> tasks.containsKey(one.place().id()))
                                    .map(one -> reply(
                                            call,
                                            replies,
                                            one,
                                            tasks.getOrDefault(one.place().id(), List.of())))
                                    .toList());
                    place.accept(reply);
                });
    }

    /** All of them; with output those that are shown, the newest first, as far as one answer holds it. */
    private List<Task> tasks(Call call, Scope scope, List<InvocationId> ids) {
        List<Task> all = desk.reads().invocations().tasks(scope, ids);
        if (!call.get(WITH_OUTPUT)) {
            return all;
        }
        List<TaskId> wanted = fitting(shown(call, all), OUTPUT_OF_ONE_ANSWER);
        Map<TaskId, Task> written = desk.reads().invocations().written(scope, wanted).stream()
                .collect(Collectors.toMap(Task::id, Function.identity()));
        return all.stream().map(task -> written.getOrDefault(task.id(), task)).toList();
    }

    /** Those whose output is told, the newest first: no more bytes together than this. */
    static List<TaskId> fitting(List<Task> shown, long most) {
        List<TaskId> fitting = new ArrayList<>();
        long bytes = 0;
        for (Task task : shown.reversed()) {
            int size = task.progress().output().size();
            if (size > 0 && bytes + size <= most) {
                fitting.add(task.id());
                bytes += size;
            }
        }
        return fitting;
    }

    private static List<Task> shown(Call call, List<Task> tasks) {
        Optional<String> instance = call.get(INSTANCE);
        return instance.isEmpty()
                ? tasks
                : tasks.stream()
                        .filter(task -> task.identity().instance().text().equals(instance.get()))
                        .toList();
    }

    private static Tree.Fields reply(Call call, InvocationReply replies, Invocation one, List<Task> tasks) {
        List<Task> shown = shown(call, tasks);
        return replies.invocation(one, tasks, shown, call.get(WITH_OUTPUT));
    }

    private static InvocationFilter filter(Call call) {
        List<Criterion> criteria = new ArrayList<>();
        call.get(INVOCATION).ifPresent(id -> criteria.add(new InvocationFilter.WithId(id)));
        call.get(COMMAND).ifPresent(id -> criteria.add(new InvocationFilter.OfCommand(id)));
        call.get(INSTANCE)
                .ifPresent(text -> criteria.add(InstanceId.parse(text)
                        .<Criterion>map(InvocationFilter.OnInstance::new)
                        .orElseGet(InvocationFilter.Nothing::new)));
        call.get(NAME).ifPresent(name -> criteria.add(new InvocationFilter.Named(name)));
        call.get(TYPE).ifPresent(word -> criteria.add(new InvocationFilter.OfType(word)));
        call.get(STATUS).ifPresent(word -> criteria.add(new InvocationFilter.WithStatus(StatusWord.either(word))));
        call.get(MODE).ifPresent(word -> criteria.add(new InvocationFilter.WithMode(word)));
        call.get(TIMED).ifPresent(yes -> criteria.add(new InvocationFilter.IsPeriodic(yes)));
        call.get(RESOURCE_GROUP).ifPresent(group -> criteria.add(new InvocationFilter.InResourceGroup(group)));
        call.get(TAGS).forEach(tag -> criteria.add(new InvocationFilter.Tagged(tag.key(), tag.value())));
        return new InvocationFilter(Kind.RUN, criteria);
    }
}
