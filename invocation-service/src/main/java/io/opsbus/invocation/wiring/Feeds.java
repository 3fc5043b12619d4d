package io.opsbus.invocation.wiring;

import io.opsbus.invocation.bus.CommandRecords;
import io.opsbus.invocation.bus.GuestEventRecords;
import io.opsbus.invocation.bus.InstanceRecords;
import io.opsbus.invocation.control.FleetDesk;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.GuestEvents;
import io.opsbus.invocation.link.Guest;
import io.opsbus.invocation.query.CommandNews;
import io.opsbus.invocation.store.PostgresCommands;
import io.opsbus.ledger.inbox.Feed;
import io.opsbus.ledger.inbox.ParkedRecords;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.time.Clock;

/** What is read from the bus: commands, instances, and the system events guests ask for. */
final class Feeds implements AutoCloseable {
    final Feed<CommandNews> commands;
    final Feed<FleetNews> instances;
    private final Feed<Guest.Event> events;

    /** Who takes the news. */
    record Takers(PostgresCommands commands, FleetDesk fleet, GuestEvents events) {}

    /** Reads from now on. */
    Feeds(String bootstrap, SchemaRegistry registry, Takers takers, ParkedRecords parked, Clock clock) {
        commands = new Feed<>(
                        new Feed.Source(bootstrap, "invocation-service.commands", Topics.COMMANDS.name()),
                        new CommandRecords(registry)::read,
                        takers.commands()::take,
                        parked)
                .start();
        instances = new Feed<>(
                        // a new name reads all again: rows of earlier releases do not say whether they are simulated
                        new Feed.Source(bootstrap, "invocation-service.told-instances", Topics.INSTANCES.name()),
                        new InstanceRecords(registry)::read,
                        news -> takers.fleet().take(news, clock.instant()),
                        parked)
                .start();
        events = new Feed<>(
                        new Feed.Source(
                                bootstrap, "invocation-service.system-events", Topics.INSTANCE_SYSTEM_EVENT.name()),
                        new GuestEventRecords(registry)::read,
                        takers.events()::take,
                        parked)
                .start();
    }

    @Override
    public void close() {
        commands.close();
        instances.close();
        events.close();
    }
}
