package io.opsbus.invocation.rpc.file;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.control.order.NewInvocation;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.Labels;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes a file on instances: on all of them, or, when one cannot, on none. */
public final class SendFile implements Action {
    private static final int LONGEST = 32 * 1024;
    private static final Parameter<String> CONTENT = Take.anyText("Content").required();
    private static final Parameter<String> CONTENT_TYPE = checked(
                    "ContentType",
                    "`PlainText`, `Base64`",
                    word -> word.equals("PlainText") || word.equals("Base64"),
                    InvocationErrors.BAD_CONTENT_TYPE)
            .or("PlainText");
    private static final Parameter<String> NAME = checked(
                    "Name",
                    "at most 255 characters, no path",
                    name -> name.length() <= 255
                            && name.codePoints()
                                    .noneMatch(one -> one == '/' || one == '\\' || Character.isISOControl(one)),
                    InvocationErrors.FILE_NAME_TOO_LONG)
            .required();
    private static final Parameter<String> TARGET_DIR = checked(
                    "TargetDir",
                    "an absolute path of at most 255 characters",
                    dir -> dir.length() <= 255
                            && (dir.startsWith("/") || dir.matches("[A-Za-z]:.*"))
                            && dir.codePoints().noneMatch(Character::isISOControl),
                    InvocationErrors.BAD_TARGET_DIR)
            .required();
    private static final Parameter<String> MODE = checked(
                    "FileMode",
                    "three or four octal digits",
                    mode -> mode.matches("[0-7]{3,4}"),
                    InvocationErrors.BAD_FILE_MODE)
            .or("0644");
    private static final Parameter<String> OWNER = Take.text("FileOwner")
            .only("at most 64 characters", text -> text.length() <= 64)
            .or("root");
    private static final Parameter<String> GROUP = Take.text("FileGroup")
            .only("at most 64 characters", text -> text.length() <= 64)
            .or("root");
    private static final Parameter<Boolean> OVERWRITE = Take.flag("Overwrite").or(false);
    private static final Parameter<Optional<String>> DESCRIPTION =
            Shared.line("Description", 512, InvocationErrors.FILE_DESCRIPTION_TOO_LONG);
    private static final Parameter<Integer> TIMEOUT =
            Take.whole("Timeout", 10, 86_400).or(60);
    private static final Parameter<List<SentTag>> TAGS = Shared.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = Shared.resourceGroup();

    private final Shared shared;
    private final Desk desk;
    private final Parameter<List<InstanceId>> instances;
    private final Declaration declaration;

    public SendFile(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.instances = Shared.instances(desk.limits().instances()).required();
        this.declaration = Declaration.writing(Shared.VERSION, "SendFile", "Writes a file on instances.")
                .takes(shared.region, instances, CONTENT, CONTENT_TYPE, NAME, TARGET_DIR, MODE, OWNER, GROUP)
                .takes(OVERWRITE, DESCRIPTION, TIMEOUT, TAGS, RESOURCE_GROUP)
                .fails(InvocationErrors.FILE_TOO_LONG, InvocationErrors.FILE_NAME_TOO_LONG)
                .fails(InvocationErrors.FILE_DESCRIPTION_TOO_LONG, InvocationErrors.BAD_TARGET_DIR)
                .fails(InvocationErrors.BAD_FILE_MODE, InvocationErrors.FILE_NOT_BASE64)
                .fails(InvocationErrors.BAD_CONTENT_TYPE, InvocationErrors.NO_SUCH_INSTANCE)
                .fails(InvocationErrors.tooManyInstances(desk.limits().instances()))
                .fails(InvocationErrors.INSTANCE_NOT_RUNNING)
                .idempotent()
                .end();
    }

    private static Take<String> checked(String name, String limits, Predicate<String> passes, RpcError error) {
        return Take.text(name)
                .as(limits, (key, text) -> passes.test(text) ? new Got.Given<>(text) : Shared.refused(key, error));
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        var place = new InvocationPlace(
                shared.scope(call), new InvocationId("f-" + call.fresh().factId("invocation")));
        return desk.started(call, place).isPresent() ? reply(place) : send(call, place);
    }

    private static Answer reply(InvocationPlace place) {
        String id = place.id().text();
        return new Answer.Reply(Tree.fields().with("InvokeId", id), List.of(id));
    }

    private Answer send(Call call, InvocationPlace place) {
        boolean isPlain = call.get(CONTENT_TYPE).equals("PlainText");
        Optional<Content> content = (isPlain
                        ? Optional.of(Content.ofText(call.get(CONTENT)))
                        : Content.ofBase64(call.get(CONTENT)))
                .filter(one -> !one.isEmpty());
        if (content.isEmpty()) {
            return new Answer.Refused(InvocationErrors.FILE_NOT_BASE64);
        }
        if (content.get().encodedLength() > LONGEST) {
            return new Answer.Refused(InvocationErrors.FILE_TOO_LONG);
        }
        Optional<Labels> labels = Shared.labels(call.get(TAGS), call.get(RESOURCE_GROUP));
        if (labels.isEmpty()) {
            return new Answer.Refused(Shared.tagKeyTwice(call.get(TAGS)));
        }
        return desk.invocations()
                .start(
                        asked(call, place, content.get(), labels.get()),
                        ChangeKey.ofRequest(call.fresh().changeKey("send")))
                .<Answer>map(refusal -> new Answer.Refused(InvocationErrors.of(refusal)))
                .orElseGet(() -> reply(place));
    }

    private NewInvocation asked(Call call, InvocationPlace place, Content content, Labels labels) {
        var target = new Work.SendFile.Target(
                call.get(TARGET_DIR), call.get(MODE), call.get(OWNER), call.get(GROUP), call.get(OVERWRITE));
        var label =
                new Work.SendFile.Label(call.get(NAME), call.get(DESCRIPTION).orElse(""));
        return new NewInvocation(
                place,
                call.now(),
                new Work.SendFile(
                        label, content, call.get(CONTENT_TYPE), target, Duration.ofSeconds(call.get(TIMEOUT))),
                labels,
                call.get(instances),
                instance -> new TaskId(call.fresh().id("f-", "task/" + instance, 28)));
    }
}
