package io.opsbus.notifier.template;

import io.opsbus.notifier.targets.Target.Language;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Names a template: one for each medium and language, such as {@code mail-en}. */
public record TemplateName(Medium medium, Language language) {
    /** All there are. */
    public static final List<TemplateName> ALL = Stream.of(Medium.values())
            .flatMap(medium -> Stream.of(Language.values()).map(language -> new TemplateName(medium, language)))
            .toList();

    /** The name a text says. */
    public static Optional<TemplateName> of(String text) {
        return ALL.stream().filter(name -> name.toString().equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return medium.word() + "-" + language.name().toLowerCase(Locale.ROOT);
    }
}
