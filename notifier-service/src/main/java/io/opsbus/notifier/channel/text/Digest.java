package io.opsbus.notifier.channel.text;

import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.meta.EventCatalogue;
import io.opsbus.notifier.meta.OwnEvents;
import io.opsbus.notifier.targets.Target.Language;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Events as the templates see them: plain maps of texts. Counts are exact; of resources and kinds only the first are named. */
final class Digest {
    private static final int MOST_DETAILS = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC+8'").withZone(ZoneOffset.ofHours(8));

    private Digest() {}

    static Map<String, Object> of(List<EventDocument> events, Language language, Detail detail) {
        var view = new LinkedHashMap<String, Object>();
        view.put("count", Integer.toString(events.size()));
        if (events.size() == 1) {
            view.put("single", single(events.getFirst(), language));
        } else {
            groups(events, language, detail, view);
        }
        return view;
    }

    private static Map<String, Object> single(EventDocument event, Language language) {
        var view = head(event, language);
        view.put("id", event.text("id"));
        view.put("product", event.text("product"));
        view.put("account", event.text("userId"));
        view.put("status", status(event.content()));
        view.put("resource", event.resource());
        view.put("region", event.text("regionId"));
        view.put("time", event.time().map(TIME::format).orElse(event.text("eventTime")));
        var details = new ArrayList<Map<String, String>>();
        event.content().entrySet().stream()
                .limit(MOST_DETAILS)
                .forEach(field -> details.add(Map.of("key", field.getKey(), "value", field.getValue())));
        view.put("details", details);
        return view;
    }

    /** What the content says has become of it: the name does not tell (guide 4.2). */
    private static String status(Map<String, String> content) {
        return Stream.of("eventStatus", "state", "result")
                .map(name -> content.getOrDefault(name, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Map<String, Object> head(EventDocument event, Language language) {
        var view = new LinkedHashMap<String, Object>();
        var name = event.text("name");
        view.put("name", name);
        view.put("level", event.text("level"));
        view.put("levelWord", level(event.text("level"), language));
        view.put(
                "label",
                EventCatalogue.find(name)
                        .or(() -> OwnEvents.find(name))
                        .map(meta -> language == Language.ZH ? meta.chinese() : meta.english())
                        .orElse(name));
        return view;
    }

    private static String level(String level, Language language) {
        return switch (level) {
            case "CRITICAL" -> language == Language.ZH ? "严重" : "Critical";
            case "WARN" -> language == Language.ZH ? "警告" : "Warning";
            case "INFO" -> language == Language.ZH ? "信息" : "Info";
            default -> level;
        };
    }

    private record Group(EventDocument first, List<EventDocument> all, Set<String> resources) {}

    private static void groups(List<EventDocument> events, Language language, Detail detail, Map<String, Object> view) {
        var groups = new LinkedHashMap<String, Group>();
        for (var event : events) {
            var key = event.text("level") + " " + event.text("name");
            var group = groups.computeIfAbsent(key, _ -> new Group(event, new ArrayList<>(), new LinkedHashSet<>()));
            group.all().add(event);
            group.resources().add(event.resource());
        }
        var all = groups.values().stream()
                .sorted(Comparator.comparingInt((Group group) -> group.all().size())
                        .reversed())
                .toList();
        var told = Math.min(detail.kinds(), all.size());
        var left = all.subList(told, all.size());
        view.put(
                "groups",
                all.subList(0, told).stream()
                        .map(group -> group(group, language, detail))
                        .toList());
        if (!left.isEmpty()) {
            view.put("moreGroups", Integer.toString(left.size()));
            view.put(
                    "moreEvents",
                    Integer.toString(
                            left.stream().mapToInt(group -> group.all().size()).sum()));
        }
    }

    private static Map<String, Object> group(Group group, Language language, Detail detail) {
        var view = head(group.first(), language);
        view.put("count", Integer.toString(group.all().size()));
        view.put(
                "resources",
                String.join(
                        language == Language.ZH ? "、" : ", ",
                        group.resources().stream().limit(detail.resources()).toList()));
        if (detail.resources() > 0 && group.resources().size() > detail.resources()) {
            view.put("more", Integer.toString(group.resources().size()));
        }
        return view;
    }
}
