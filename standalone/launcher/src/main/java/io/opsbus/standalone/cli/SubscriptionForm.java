package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A subscription as it is asked for: by options where they will do, whole in a file else. What is secret has no option that takes it: everybody on
 * this machine may read the words a process was started with.
 */
final class SubscriptionForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "All of it as JSON, as the API takes it, instead of the options; '-': standard input."
                    + " 完整的 JSON 文件，代替各选项；“-”为标准输入。")
    private @Nullable Path file;

    @Option(names = "--level", split = ",", paramLabel = "LEVEL", description = "CRITICAL, WARN, INFO. 事件级别。")
    private List<String> levels = List.of();

    @Option(
            names = "--name",
            split = ",",
            defaultValue = "*",
            paramLabel = "NAME",
            description = "Names of events, or 'prefix*' (default: all). 事件名称。")
    private List<String> names = List.of();

    @Option(
            names = "--product",
            defaultValue = "ECS",
            description = "ECS (default), CUSTOM for events of one's own, OpsBus. 产品。")
    private String product = "";

    @Option(
            names = "--resource",
            split = ",",
            defaultValue = "*",
            paramLabel = "ID",
            description = "Ids or ARNs of resources (default: all). 资源 ID 或 ARN。")
    private List<String> resources = List.of();

    @Option(
            names = "--status",
            split = ",",
            paramLabel = "WORD",
            description = "What the content says (Executing, …; default: anything). 事件状态。")
    private List<String> statuses = List.of();

    @Option(names = "--webhook", paramLabel = "URL", description = "POST each event there. Webhook 地址。")
    private @Nullable String webhook;

    @Option(
            names = "--robot",
            paramLabel = "FAMILY",
            description =
                    "Tell a group by its robot: dingtalk, feishu, wecom or slack; its address with --url-file. 群机器人类型。")
    private @Nullable String robot;

    @Option(
            names = "--mail",
            split = ",",
            paramLabel = "ADDRESS",
            description = "Tell people by mail, by the operator's server. 邮件地址。")
    private List<String> mail = List.of();

    @Option(
            names = "--url-file",
            paramLabel = "FILE",
            description = "Has the address of the robot, or of a webhook, which holds a token; '-': standard input."
                    + " 含地址（带令牌）的文件；“-”为标准输入。")
    private @Nullable Path urlFile;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Has the secret what is sent is signed with: whsec_… of a webhook, the robot's; '-': standard"
                    + " input. 含签名密钥的文件；“-”为标准输入。")
    private @Nullable Path secretFile;

    @Option(names = "--language", paramLabel = "WORD", description = "Of robots and mail: zh (default) or en. 语言。")
    private @Nullable String language;

    /** The body of the request. */
    ObjectNode json() throws IOException {
        Path whole = file;
        if (whole != null) {
            if (!levels.isEmpty() || kinds() > 0) {
                throw new IOException("Say it with options, or all of it in a FILE, not both.");
            }
            return Given.object(whole);
        }
        if (levels.isEmpty() || kinds() != 1) {
            throw new IOException(
                    "Say which events (--level), and one of --webhook URL, --url-file FILE, --robot FAMILY"
                            + " --url-file FILE and --mail ADDRESS; or all of it in a FILE.");
        }
        ObjectNode json = JSON.createObjectNode().put("product", product);
        levels.forEach(json.putArray("levels")::add);
        names.forEach(json.putArray("names")::add);
        resources.forEach(json.putArray("resources")::add);
        if (!statuses.isEmpty()) {
            statuses.forEach(json.putArray("statuses")::add);
        }
        json.set("target", target());
        return json;
    }

    /** Of a robot the address is always in a file; a webhook may have either. */
    private long kinds() {
        boolean isWebhook = webhook != null || (urlFile != null && robot == null);
        return Stream.of(isWebhook, robot != null, !mail.isEmpty())
                .filter(is -> is)
                .count();
    }

    private ObjectNode target() throws IOException {
        ObjectNode target = JSON.createObjectNode();
        if (!mail.isEmpty()) {
            target.put("type", "mail");
            mail.forEach(target.putArray("to")::add);
        } else if (robot != null) {
            target.put("type", "robot").put("family", robot).put("url", url());
        } else {
            target.put("type", "webhook").put("url", url());
        }
        if (secretFile != null) {
            String secret = Given.line(secretFile);
            if (robot == null) {
                target.putArray("secrets").add(secret);
            } else {
                target.put("secret", secret);
            }
        }
        if (language != null) {
            target.put("language", language);
        }
        return target;
    }

    private String url() throws IOException {
        Path from = urlFile;
        if (webhook != null && from == null) {
            return webhook;
        }
        if (from == null || webhook != null) {
            throw new IOException(
                    "Say where: a webhook's --webhook URL or --url-file FILE, a robot's --url-file FILE.");
        }
        if (from.equals(secretFile)) {
            throw new IOException("Address and secret are in one file each.");
        }
        return Given.line(from);
    }
}
