package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rule.EventPattern;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import java.util.List;
import java.util.Optional;

/** Parameters several Actions on rules take. */
final class RuleParameters {
    /** The resource kind of rules. */
    static final String RULE = "rule";

    static final Parameter<String> RULE_NAME = Cms.name("RuleName").names(RULE).required();
    static final Parameter<List<String>> RULE_NAMES =
            Cms.names("RuleNames", 20, RULE).required();

    private static final int MOST_WORDS = 50;
    private static final Parameter<String> PRODUCT = Take.text("Product").required();
    private static final Parameter<Optional<List<String>>> LEVELS =
            list("LevelList", "`CRITICAL`, `WARN`, `INFO`, `*`");
    private static final Parameter<Optional<List<String>>> NAMES = list("NameList", "names, `prefix*`, `*`");
    private static final Parameter<Optional<List<String>>> KINDS =
            list("EventTypeList", "`StatusNotification`, `Exception`, `Maintenance`, `*`");
    private static final Parameter<Optional<List<String>>> STATUSES =
            list("StatusList", "what the content says has become of it, in any case of letters");
    private static final Parameter<Optional<String>> SEARCH = Take.text("SQLFilter")
            .meaning("Words the event must hold, joined by and, or, not and brackets; no SQL.")
            .optional();
    private static final Parameter<Optional<String>> CUSTOM =
            Take.text("CustomFilters").meaning("A text the event must hold.").optional();
    private static final Parameter<Optional<List<String>>> KEYWORDS = list("Keywords", "");
    private static final Parameter<Optional<String>> RELATION =
            Take.word("Relation", "OR", "AND", "NOT").optional();

    /** What the keywords are, and how they count. */
    private record Keywords(List<String> words, String relation) {}

    private static final Parameter<Keywords> KEYWORD_FILTER = Take.struct(
            "KeywordFilter",
            Struct.of(
                    values -> new Keywords(
                            values.get(KEYWORDS).orElse(List.of()),
                            values.get(RELATION).orElse("")),
                    KEYWORDS,
                    RELATION));

    static final Parameter<List<EventPattern>> PATTERNS = Take.structs(
            "EventPattern",
            EventRule.MOST_PATTERNS,
            Struct.of(
                    values -> {
                        var keywords = values.get(KEYWORD_FILTER);
                        return new EventPattern(
                                values.get(PRODUCT),
                                values.get(LEVELS).orElse(List.of()),
                                values.get(NAMES).orElse(List.of()),
                                values.get(KINDS).orElse(List.of()),
                                values.get(STATUSES).orElse(List.of()),
                                new EventPattern.Words(
                                        keywords.words,
                                        keywords.words.isEmpty() || !keywords.relation.isEmpty()
                                                ? keywords.relation
                                                : "OR",
                                        values.get(SEARCH).orElse(""),
                                        values.get(CUSTOM).orElse("")));
                    },
                    PRODUCT,
                    LEVELS,
                    NAMES,
                    KINDS,
                    STATUSES,
                    SEARCH,
                    CUSTOM,
                    KEYWORD_FILTER));

    private RuleParameters() {}

    private static Parameter<Optional<List<String>>> list(String name, String meaning) {
        return Take.texts(name, MOST_WORDS).meaning(meaning).optional();
    }
}
