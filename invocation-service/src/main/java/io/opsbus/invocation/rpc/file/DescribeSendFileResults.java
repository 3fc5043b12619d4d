package io.opsbus.invocation.rpc.file;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.InvocationFilter.Kind;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.Replies;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.Work;
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
import java.util.stream.Collectors;

/** Lists files that were sent, with what became of them on each instance, newest first. */
public final class DescribeSendFileResults implements Action {
    private static final Parameter<Optional<String>> INVOCATION =
            Take.text("InvokeId").names("invocation").optional();
    private static final Parameter<Optional<String>> INSTANCE =
            Take.text("InstanceId").names("instance").optional();
    private static final Parameter<Optional<String>> NAME = Take.text("Name").optional();
    private static final Parameter<Optional<String>> STATUS =
            Take.text("InvocationStatus").optional();
    private static final Parameter<List<SentTag>> TAGS = Shared.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = Shared.resourceGroup();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DescribeSendFileResults(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.reading(Shared.VERSION, "DescribeSendFileResults", "Lists files that were sent.")
                .takes(shared.region, INVOCATION, INSTANCE, NAME, STATUS, TAGS, RESOURCE_GROUP)
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
                    Map<InvocationId, List<Task>> tasks = desk.reads().invocations().tasks(scope, ids).stream()
                            .collect(Collectors.groupingBy(
                                    task -> task.identity().invocation()));
                    reply.put(
                            "Invocations",
                            "Invocation",
                            page.items().stream()
                                    .filter(one -> tasks.containsKey(one.place().id()))
                                    .map(one -> file(
                                            one, tasks.getOrDefault(one.place().id(), List.of())))
                                    .toList());
                    place.accept(reply);
                });
    }

    private static Tree.Fields file(Invocation invocation, List<Task> tasks) {
        if (!(invocation.work() instanceof Work.SendFile sent)) {
            throw new IllegalArgumentException("no file is sent: " + invocation);
        }
        Content content = sent.content();
        Work.SendFile.Target target = sent.target();
        return Tree.build()
                .put("InvokeId", invocation.place().id().text())
                .put("Name", sent.label().name())
                .put("Description", sent.label().description())
                .put("Content", sent.contentType().equals("PlainText") ? content.text() : content.base64())
                .put("ContentType", sent.contentType())
                .put("TargetDir", target.directory())
                .put("FileMode", target.mode())
                .put("FileOwner", target.owner())
                .put("FileGroup", target.group())
                // a text, as the original has it
                .put("Overwrite", Boolean.toString(target.overwrite()))
                .put("CreationTime", Replies.time(invocation.created()))
                .put(
                        "InvocationStatus",
                        OverallStatus.of(tasks.stream().map(Task::status).toList())
                                .word())
                .put("VmCount", tasks.size())
                .put("Tags", "Tag", Replies.tags(invocation.labels()))
                .put(
                        "InvokeInstances",
                        "InvokeInstance",
                        tasks.stream().map(DescribeSendFileResults::instance).toList())
                .end();
    }

    private static Tree.Fields instance(Task task) {
        Ending ending = task.ending();
        return Tree.build()
                .put("InstanceId", task.identity().instance().text())
                .put("InvocationStatus", task.status().word())
                .put("CreationTime", Replies.time(task.identity().created()))
                .put(
                        "StartTime",
                        Replies.time(
                                task.state() instanceof TaskState.Delivered(var at)
                                        ? at
                                        : ending == null ? null : ending.started()))
                .put("FinishTime", Replies.time(ending == null ? null : ending.finished()))
                .put("UpdateTime", Replies.time(task.progress().updated()))
                .put("ErrorCode", ending == null ? "" : ending.errorWord())
                .put("ErrorInfo", ending == null ? "" : ending.errorText())
                .end();
    }

    private static InvocationFilter filter(Call call) {
        List<Criterion> criteria = new ArrayList<>();
        call.get(INVOCATION).ifPresent(id -> criteria.add(new InvocationFilter.WithId(id)));
        call.get(INSTANCE)
                .ifPresent(text -> criteria.add(InstanceId.parse(text)
                        .<Criterion>map(InvocationFilter.OnInstance::new)
                        .orElseGet(InvocationFilter.Nothing::new)));
        call.get(NAME).ifPresent(name -> criteria.add(new InvocationFilter.Named(name)));
        call.get(STATUS).ifPresent(word -> criteria.add(new InvocationFilter.WithStatus(StatusWord.today(word))));
        call.get(RESOURCE_GROUP).ifPresent(group -> criteria.add(new InvocationFilter.InResourceGroup(group)));
        call.get(TAGS).forEach(tag -> criteria.add(new InvocationFilter.Tagged(tag.key(), tag.value())));
        return new InvocationFilter(Kind.FILE, criteria);
    }
}
