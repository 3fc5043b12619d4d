package io.opsbus.rpc.contract;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Field;
import io.opsbus.rpc.declare.Kind;
import io.opsbus.rpc.reply.RpcError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Declarations as a page for people, Markdown. A page has one section a service, between two comments, so that each service
 * keeps its own.
 *
 * @param service that serves them
 */
record ReferencePage(String service, List<Declaration> declarations) {
    /** What a version is called; the product is never on the wire (contract 1.1). */
    private static final Map<String, String> PRODUCTS =
            Map.of("2014-05-26", "ECS", "2019-01-01", "CMS", "2019-06-01", "OOS", "2015-06-06", "MNS");

    /** What stands above all sections. */
    static final String HEAD = """
            # Actions

            Made from the declarations in the code; a test of each section fails when it differs. Every Action also takes the
            parameters every call has (`Action`, `Version`, `Format`, the signature) and may meet the errors of
            [any call](#what-any-call-may-hear). Owner parameters are accepted without effect. What is asked for and not here stands
            at the [end](#not-served).

            A *read* changes nothing: a read-only access key may call it. Where `ClientToken` is taken, a repeated request hears the first
            answer. `N` counts from 1. **Bold** parameters are required. What names a resource never matches another account's.
            """;

    /** The page with this section in place of what it had of this service; other sections stay. */
    String in(String page) {
        return PageSections.of(page).with(service, section()).below(HEAD);
    }

    /** This service's part, from comment to comment. */
    String section() {
        return PageSections.framed(service, text());
    }

    /** What stands between the comments. */
    String text() {
        StringBuilder text = new StringBuilder();
        Map<String, List<Declaration>> byVersion = declarations.stream()
                .collect(Collectors.groupingBy(each -> each.name().version(), TreeMap::new, Collectors.toList()));
        byVersion.forEach((version, actions) -> {
            text.append("## %s %s: %s%n%n".formatted(PRODUCTS.getOrDefault(version, ""), version, service));
            text.append("| Action | access | |\n|---|---|---|\n");
            for (Declaration each : actions) {
                String name = each.name().action();
                text.append("| [%s](#%s) | %s | %s |%n"
                        .formatted(name, name.toLowerCase(java.util.Locale.ROOT), access(each), cell(each.meaning())));
            }
            actions.forEach(each -> text.append('\n').append(action(each)));
        });
        return text.toString();
    }

    private static String action(Declaration action) {
        StringBuilder text = new StringBuilder("### " + action.name().action() + "\n\n" + action.meaning() + "\n");
        if (!action.fields().isEmpty()) {
            text.append("\n| parameter | type | limits | |\n|---|---|---|---|\n");
            action.fields().forEach(field -> rows("", field).forEach(text::append));
        }
        if (!action.ignored().isEmpty()) {
            text.append(action.ignored().stream()
                    .sorted()
                    .collect(Collectors.joining("`, `", "\nAccepted without effect: `", "`.\n")));
        }
        if (!action.errors().isEmpty()) {
            text.append("\n| error | status | |\n|---|---|---|\n");
            for (RpcError error : action.errors()) {
                text.append("| `%s` | %d | %s |%n".formatted(error.code(), error.status(), cell(error.message())));
            }
        }
        return text.toString();
    }

    /** A struct has a row of its own only where there is something to say of it. */
    private static List<String> rows(String prefix, Field field) {
        boolean isList = field.kind() == Kind.TEXT_LIST || field.kind() == Kind.STRUCT_LIST;
        String name = prefix + field.name() + (isList ? ".N" : "");
        List<String> rows = new ArrayList<>();
        if (field.fields().isEmpty()
                || !field.limits().isEmpty()
                || !field.meaning().isEmpty()) {
            String shown = field.isRequired() ? "**`" + name + "`**" : "`" + name + "`";
            rows.add("| %s | %s | %s | %s |%n"
                    .formatted(shown, field.kind().words(), cell(field.limits()), cell(meaning(field))));
        }
        field.fields().forEach(below -> rows.addAll(rows(name + ".", below)));
        return rows;
    }

    private static String meaning(Field field) {
        String names = field.namesResource() ? "Names a resource: " + field.resource() + "." : "";
        return field.meaning().isEmpty() || names.isEmpty() ? field.meaning() + names : field.meaning() + " " + names;
    }

    private static String access(Declaration action) {
        return switch (action.access()) {
            case READ -> "read";
            case WRITE -> action.isIdempotent() ? "write, `ClientToken`" : "write";
        };
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
