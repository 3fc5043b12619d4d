package io.opsbus.command.rpc;

import io.opsbus.command.Command;
import io.opsbus.command.program.Encoding;
import io.opsbus.command.program.Program;
import io.opsbus.rpc.reply.Tree;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A command in a reply (API facts 2.1 DescribeCommands). */
final class CommandReply {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'").withZone(ZoneOffset.UTC);

    private CommandReply() {}

    /**
     * The command.
     *
     * @param times how often it was invoked
     */
    static Tree.Fields of(Command command, long times, Encoding encoding) {
        Program program = command.program();
        Tree.Fields fields = Tree.build()
                .put("CommandId", command.id().text())
                .put("Name", command.labels().name())
                .put("Description", command.labels().description())
                .put("Type", program.type().word())
                .put("CommandContent", program.script().content(encoding))
                .put("EnableParameter", program.parameters().areEnabled())
                .texts("ParameterNames", "ParameterName", program.parameters().names())
                .put("WorkingDir", program.execution().workingDirectory())
                .put("Launcher", program.execution().launcher())
                .put("Timeout", program.execution().timeout().toSeconds())
                .put("CreationTime", MINUTES.format(command.origin().created()))
                .put("InvokeTimes", times)
                .put("Version", command.origin().version())
                .put("Latest", true)
                // public commands have more here
                .put("Provider", "")
                .put("Category", "")
                .put("ResourceGroupId", command.labels().resourceGroup())
                .put(
                        "Tags",
                        "Tag",
                        command.labels().tags().values().entrySet().stream()
                                .map(tag -> Tree.fields()
                                        .with("TagKey", tag.getKey())
                                        .with("TagValue", tag.getValue()))
                                .toList())
                .end();
        String rules = program.parameters().rules();
        // a field clients of the original do not know: only where somebody has sent it
        return rules.isEmpty() ? fields : fields.with("ParameterRules", rules);
    }
}
