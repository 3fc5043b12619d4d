package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.standalone.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsbus templates …}: what people are told, in whose words. */
@Command(
        name = "templates",
        description =
                "Templates of text for people: list, show, put, preview, remove. Of account '*': of every account that has none. 通知文本模板。",
        mixinStandardHelpOptions = true)
final class TemplatesVerb extends Verbs {
    private static final String KIND = "templates";
    private static final String NAME = "mail-zh, mail-en, sms-zh, sms-en, robot-zh or robot-en. 模板名。";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The texts of a template. */
    static final class Texts {
        @Option(
                names = "--subject",
                paramLabel = "LINE",
                description = "Of mail: the subject; left out: the built-in one. 邮件标题。")
        private @Nullable String subject;

        @Option(names = "--text", paramLabel = "FILE", description = "The text, Mustache. 正文模板文件。")
        private @Nullable Path text;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description = "Of mail: the HTML; left out: the mail is its text alone. 邮件 HTML 模板文件。")
        private @Nullable Path html;

        private ObjectNode json() throws IOException {
            ObjectNode json = JSON.createObjectNode();
            if (subject != null) {
                json.put("subject", subject);
            }
            if (text != null) {
                json.put("text", Files.readString(text));
            }
            if (html != null) {
                json.put("html", Files.readString(html));
            }
            return json;
        }
    }

    @Command(
            name = "list",
            description = "Every name, and whose template counts: account, everybody, built-in. 列出模板。",
            mixinStandardHelpOptions = true)
    int list(@Mixin OfAccount whose) throws IOException {
        System.out.printf("%-10s %s%n", "template", "origin");
        for (JsonNode row : whose.operator().get(whose.path(KIND)).path("templates")) {
            System.out.printf(
                    "%-10s %s%n", row.path("name").asText(), row.path("origin").asText());
        }
        return 0;
    }

    @Command(
            name = "show",
            description = "The template that counts, to begin an own one with. 查看模板。",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin OfAccount whose)
            throws IOException {
        JsonNode told = whose.operator().get(whose.path(KIND, name));
        System.out.println("origin: " + told.path("origin").asText());
        texts(told);
        return 0;
    }

    @Command(
            name = "put",
            description = "Take a template on; one that does not work is refused by line. 设置模板。",
            mixinStandardHelpOptions = true)
    int put(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Mixin Texts texts,
            @Mixin OfAccount whose)
            throws IOException {
        whose.operator().put(whose.path(KIND, name), texts.json());
        System.out.println("Template " + name + " counts from now on; ./opsbus templates preview shows what it says.");
        return 0;
    }

    @Command(
            name = "preview",
            description = "What people would read: of these texts, or without any of the template that counts. 预览。",
            mixinStandardHelpOptions = true)
    int preview(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Mixin Texts texts,
            @Option(
                            names = "--event",
                            paramLabel = "ID",
                            description = "A past event of the account (default: a sample). 用历史事件预览。")
                    @Nullable
                    String event,
            @Mixin OfAccount whose)
            throws IOException {
        String path = whose.path(KIND, name) + ":preview" + (event == null ? "" : "?event=" + Operator.encoded(event));
        ObjectNode json = texts.json();
        Operator operator = whose.operator();
        JsonNode told = json.isEmpty() ? operator.post(path, Map.of()) : operator.post(path, json);
        System.out.println("one event (" + told.path("event").asText() + "):");
        texts(told.path("single"));
        System.out.println("several events (samples):");
        texts(told.path("several"));
        return 0;
    }

    @Command(
            name = "remove",
            description = "Take a template away; the next one counts. 删除模板。",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin OfAccount whose)
            throws IOException {
        whose.operator().delete(whose.path(KIND, name));
        System.out.println("Template " + name + " is removed; ./opsbus templates list tells which counts now.");
        return 0;
    }

    private static void texts(JsonNode told) {
        for (String field : new String[] {"subject", "text", "html"}) {
            if (told.has(field)) {
                System.out.println("--- " + field);
                System.out.println(told.path(field).asText());
            }
        }
    }
}
