package io.opsbus.invocation.agentlink.wire;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.FileTask;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes the list an agent is given (agent facts 8, 12). The official agent drops a whole list without a word if one value has a
 * wrong type, runs {@code commandName} through a shell, and refuses the user {@code root}: none of it can come from here.
 */
public final class TaskListText {
    private static final Set<String> TYPES = Set.of("RunShellScript", "RunBatScript", "RunPowerShellScript");

    private static final Pattern FILE = Pattern.compile(
            "\\{\\{\\s*ACS::ScriptFileName\\s*\\|\\s*Ext\\(\\s*[\"']?\\.?([0-9A-Za-z_]{1,16})[\"']?\\s*\\)\\s*}}");

    private TaskListText() {}

    /**
     * The JSON text.
     *
     * @throws IllegalArgumentException for a script of a type agents do not know
     */
    public static String write(InstanceId instance, TaskList list) {
        return Json.write(Tree.build()
                .put("code", 200)
                .put("instanceId", instance.text())
                .put(
                        "run",
                        new Tree.Bare(list.run().stream()
                                .map(task -> run(instance, task))
                                .toList()))
                .put(
                        "stop",
                        new Tree.Bare(
                                list.stop().stream().map(TaskListText::stop).toList()))
                .put(
                        "file",
                        new Tree.Bare(
                                list.files().stream().map(TaskListText::file).toList()))
                .end());
    }

    /** No session is ever started. */
    public static String withoutSession(InstanceId instance) {
        return Json.write(Tree.build()
                .put("code", 200)
                .put("instanceId", instance.text())
                .put("session", new Tree.Bare(java.util.List.of()))
                .end());
    }

    private static Tree run(InstanceId instance, RunTask task) {
        if (!TYPES.contains(task.script().type())) {
            throw new IllegalArgumentException(
                    "no type of script: " + task.script().type());
        }
        RunTask.Place place = task.place();
        var fields = Tree.build()
                .put("type", task.script().type())
                .put("taskID", task.id().text())
                .put("commandId", task.commandId())
                // becomes part of a file's name and of a shell's command line
                .put("commandName", "")
                .put("commandContent", base64(task.script().content()))
                .put("invokeVersion", task.version())
                // a number here would lose the whole list
                .put("timeOut", Long.toString(task.script().timeout().toSeconds()))
                .put("workingDirectory", place.workingDirectory())
                .put("args", "")
                .put("cron", task.timing().schedule())
                .put("username", place.username().equals("root") ? "" : place.username())
                .put("windowsPasswordName", place.windowsPasswordName())
                // parameters are put in on the server
                .put("enableParameter", false)
                .put("creationTime", task.timing().created().toEpochMilli())
                .put("containerId", place.containerId())
                .put("containerName", place.containerName())
                .put("instanceId", instance.text());
        // the official agent 2.2.3.578 has neither member, and reads on over both; to newer ones none is Process
        fields.put("terminationMode", task.script().alone() ? "Process" : "ProcessTree");
        if (!task.script().launcher().isBlank()) {
            fields.put("launcher", launcher(task.script().launcher()));
        }
        Tree.Fields output = Tree.build()
                .put("interval", task.output().interval().toMillis())
                .put("logQuota", task.output().quota())
                .put("skipEmpty", true)
                .put("sendStart", true)
                .end();
        return entry(fields.end(), output, task.timing().repeat());
    }

    /** The official agent knows no quotes around the ending of the file, and takes it with its dot. */
    private static String launcher(String text) {
        return FILE.matcher(text).replaceAll("{{ACS::ScriptFileName|Ext(.$1)}}");
    }

    private static Tree stop(TaskList.Stop stop) {
        return entry(
                Tree.build()
                        .put("taskID", stop.id().text())
                        .put("invokeVersion", stop.version())
                        .end(),
                Tree.fields(),
                stop.repeat());
    }

    private static Tree entry(Tree.Fields task, Tree.Fields output, RunTask.Repeat repeat) {
        return Tree.build()
                .put("task", task)
                .put("output", output)
                .put("repeat", repeat.word())
                .end();
    }

    private static Tree file(FileTask file) {
        String content = base64(file.content());
        return Tree.build()
                .put(
                        "task",
                        Tree.build()
                                .put("taskID", file.id().text())
                                .put("content", content)
                                .put("contentType", "Base64")
                                .put("destination", file.directory())
                                .put("name", file.name())
                                .put("mode", file.rights().mode())
                                .put("owner", file.rights().owner())
                                .put("group", file.rights().group())
                                .put("overwrite", file.overwrite())
                                // of the Base64 text, not of the bytes
                                .put("signature", md5(content))
                                .put("timeout", file.timeout().toSeconds())
                                .end())
                .put("output", Tree.fields())
                .end();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
