package io.opsbus.instance.rpc;

import io.opsbus.instance.Tags;
import io.opsbus.instance.query.TagFilter;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.declare.Texts;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code Tag.N.Key, Tag.N.Value}: as labels to put on, and as a filter. */
public final class TagParameters {
    /** The most a request may name. */
    public static final int MOST = 20;

    private static final int LONGEST = 128;

    private static final Parameter<String> KEY = Texts.text("Key", 1, LONGEST)
            .only("without `http://` and `https://`, and not beginning in `acs:` or `aliyun`", TagParameters::mayBeKey)
            .refusing(400, "InvalidTagKey.Malformed")
            .required();
    private static final Parameter<Optional<String>> VALUE = Take.anyText("Value")
            .as("at most 128 characters", Texts.length(0, LONGEST))
            .only("without `http://` and `https://`", TagParameters::namesNoLink)
            .refusing(400, "InvalidTagValue.Malformed")
            .optional();

    /** One tag as it was sent. */
    public record Given(String key, Optional<String> value) {}

    private static final Parameter<List<Given>> GIVEN =
            Take.structs("Tag", MOST, Struct.of(values -> new Given(values.get(KEY), values.get(VALUE)), KEY, VALUE));

    /** Declared by every Action that puts tags on. */
    public static final Parameter<List<Given>> TAGS = GIVEN.tooMany("NumberExceed.Tags");

    /** Declared by every Action that finds by tags. */
    public static final Parameter<List<Given>> WANTED = GIVEN.tooMany("InvalidTagCount");

    private TagParameters() {}

    /** As labels to put on; empty when a key is named twice, which is {@code Duplicate.TagKey}. */
    public static Optional<Tags> labels(List<Given> given) {
        Map<String, String> labels = new TreeMap<>();
        for (Given tag : given) {
            if (labels.put(tag.key(), tag.value().orElse("")) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(Tags.of(labels));
    }

    /** As filters: a tag without a value asks for the key alone. */
    public static List<TagFilter> filters(List<Given> given) {
        return given.stream()
                .map(tag -> new TagFilter(
                        tag.key(), tag.value().<Set<String>>map(Set::of).orElse(Set.of())))
                .toList();
    }

    /** {@code "Tags":{"Tag":[{"TagKey":…,"TagValue":…}]}}. */
    public static void put(Tree.Builder reply, Tags tags) {
        reply.put(
                "Tags",
                "Tag",
                tags.values().entrySet().stream()
                        .map(tag -> Tree.build()
                                .put("TagKey", tag.getKey())
                                .put("TagValue", tag.getValue())
                                .end())
                        .toList());
    }

    private static boolean mayBeKey(String key) {
        String small = key.toLowerCase(Locale.ROOT);
        return !small.startsWith("acs:") && !small.startsWith("aliyun") && namesNoLink(key);
    }

    private static boolean namesNoLink(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return !small.contains("http://") && !small.contains("https://");
    }
}
