package io.opsbus.notifier.store.template;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.template.OwnTemplate;
import io.opsbus.notifier.template.OwnTemplates;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.notifier.template.TemplateName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The own templates as this process knows them, read once when they change. Writing to people never waits for the store. */
public final class LiveTemplates implements OwnTemplates {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveTemplates.class);

    private final Shelf<OwnTemplate> shelf;
    private final Map<Key, Sheets> known = new ConcurrentHashMap<>();
    private long revision;

    /** Empty until the first {@link #refresh}. */
    public LiveTemplates(Shelf<OwnTemplate> shelf) {
        this.shelf = shelf;
    }

    /** Takes in what was committed before this call. */
    public synchronized void refresh() {
        var news = shelf.since(revision);
        news.deleted().forEach(known::remove);
        news.changed().forEach(this::take);
        revision = news.revision();
    }

    private void take(OwnTemplate template) {
        var problems = new ArrayList<FieldProblem>();
        var sheets = TemplateName.of(template.key().name())
                .flatMap(name -> Sheets.read(name.medium(), template.parts(), problems));
        sheets.ifPresentOrElse(sound -> known.put(template.key(), sound), () -> unsound(template, problems));
    }

    /** It was sound when it was put: the rules have become stricter since. */
    private void unsound(OwnTemplate template, List<FieldProblem> problems) {
        known.remove(template.key());
        LOGGER.atWarn()
                .addKeyValue("accountId", template.key().account().value())
                .addKeyValue("template", template.key().name())
                .addKeyValue("reason", problems)
                .log("a kept template cannot be read; the built-in one counts");
    }

    @Override
    public Optional<Sheets> of(AccountId account, TemplateName name) {
        return Stream.of(account, OwnTemplate.EVERYBODY)
                .flatMap(whose -> Optional.ofNullable(known.get(new Key(whose, name.toString()))).stream())
                .findFirst();
    }
}
