package io.opsbus.notifier.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.grant.NamedPlaces;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.pace.Silences;
import io.opsbus.notifier.pace.Tallies;
import io.opsbus.notifier.pace.Windows;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.Redrives;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.NoFact;
import io.opsbus.notifier.store.PostgresPastEvents;
import io.opsbus.notifier.store.PostgresShelf;
import io.opsbus.notifier.store.PostgresSilences;
import io.opsbus.notifier.store.Shelves;
import io.opsbus.notifier.store.journal.PostgresJournal;
import io.opsbus.notifier.store.pace.PostgresTallies;
import io.opsbus.notifier.store.pace.PostgresWindows;
import io.opsbus.notifier.store.redrive.PostgresDeadDeliveries;
import io.opsbus.notifier.store.redrive.PostgresRedrives;
import io.opsbus.notifier.template.OwnTemplate;
import io.opsbus.notifier.wiring.settings.Caps;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What accounts keep under names, in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class ShelfBeans {
    private static <T extends Kept> Book<T> book(
            String kind, Class<T> type, HikariDataSource database, Settings settings, Clock clock, Book.Cap cap) {
        var shelf =
                new PostgresShelf<>(kind, type, database, settings.notifier().keys());
        return book(kind, shelf, database, clock, cap);
    }

    private static <T extends Kept> Book<T> book(
            String kind, PostgresShelf<T> shelf, HikariDataSource database, Clock clock, Book.Cap cap) {
        return new Book<>(
                shelf, new PostgresLedger<>(kind, database, shelf, NoFact.encoder(), World.of(clock), () -> {}), cap);
    }

    private static Book.Cap cap(int most, String name) {
        return new Book.Cap(most, Caps.PREFIX + name);
    }

    @Bean
    Book<EventRule> ruleBook(HikariDataSource database, Settings settings, Clock clock) {
        return book(
                "event-rule",
                EventRule.class,
                database,
                settings,
                clock,
                cap(settings.notifier().caps().rules(), "rules"));
    }

    @Bean
    Book<Contact> contactBook(HikariDataSource database, Settings settings, Clock clock) {
        return book(
                "contact",
                Contact.class,
                database,
                settings,
                clock,
                cap(settings.notifier().caps().contacts(), "contacts"));
    }

    @Bean
    Book<ContactGroup> contactGroupBook(HikariDataSource database, Settings settings, Clock clock) {
        return book(
                "contact-group",
                ContactGroup.class,
                database,
                settings,
                clock,
                cap(settings.notifier().caps().contactGroups(), "contact-groups"));
    }

    @Bean
    Book<MonitorGroup> monitorGroupBook(HikariDataSource database, Settings settings, Clock clock) {
        return book(
                "monitor-group",
                MonitorGroup.class,
                database,
                settings,
                clock,
                cap(settings.notifier().caps().monitorGroups(), "monitor-groups"));
    }

    @Bean
    Book<OwnTemplate> templateBook(HikariDataSource database, Settings settings, Clock clock) {
        return book("template", OwnTemplate.class, database, settings, clock, Book.Cap.NONE);
    }

    @Bean
    PostgresShelf<Silence> silenceShelf(HikariDataSource database) {
        return new PostgresShelf<>("silence", Silence.class, database, Optional.empty());
    }

    @Bean
    Book<Silence> silenceBook(PostgresShelf<Silence> shelf, HikariDataSource database, Settings settings, Clock clock) {
        return book(
                "silence",
                shelf,
                database,
                clock,
                cap(settings.notifier().caps().silences(), "silences"));
    }

    @Bean
    Book<Inhibition> inhibitionBook(HikariDataSource database, Settings settings, Clock clock) {
        return book(
                "inhibition",
                Inhibition.class,
                database,
                settings,
                clock,
                cap(settings.notifier().caps().inhibitions(), "inhibitions"));
    }

    @Bean
    PastEvents pastEvents(HikariDataSource database) {
        return new PostgresPastEvents(database);
    }

    @Bean
    Journal journal(HikariDataSource database) {
        return new PostgresJournal(database);
    }

    @Bean
    DeadDeliveries deadDeliveries(HikariDataSource database) {
        return new PostgresDeadDeliveries(database);
    }

    @Bean
    Redrives redrives(HikariDataSource database) {
        return new PostgresRedrives(database);
    }

    @Bean
    Silences silences(HikariDataSource database) {
        return new PostgresSilences(database);
    }

    @Bean
    Windows windows(HikariDataSource database) {
        return new PostgresWindows(database);
    }

    @Bean
    Tallies tallies(HikariDataSource database) {
        return new PostgresTallies(database);
    }

    @Bean
    Shelves shelves(
            Book<EventRule> rules,
            Book<Contact> contacts,
            Book<ContactGroup> contactGroups,
            Book<MonitorGroup> monitorGroups,
            Book<OwnTemplate> templates,
            Book<Silence> silences,
            Book<Inhibition> inhibitions,
            NamedPlaces named) {
        return new Shelves(
                rules.shelf(),
                contacts.shelf(),
                contactGroups.shelf(),
                monitorGroups.shelf(),
                templates.shelf(),
                silences.shelf(),
                inhibitions.shelf(),
                named);
    }
}
