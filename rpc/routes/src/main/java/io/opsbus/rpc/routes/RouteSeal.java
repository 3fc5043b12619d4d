package io.opsbus.rpc.routes;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.declare.Access;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.schemas.gateway.ResourceParameter;
import io.opsbus.schemas.gateway.RoutedAction;
import io.opsbus.schemas.gateway.ServiceRoutes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * Announcements as signed records. Whoever can write to the topic but has no key can repeat what a service said, and no
 * more: the signature covers everything, the time included.
 */
public final class RouteSeal {
    private static final String PURPOSE = "routes";

    private final InternalKey key;

    public RouteSeal(InternalKey key) {
        this.key = key;
    }

    /** The record of an announcement. */
    public ServiceRoutes record(Announcement announcement) {
        return ServiceRoutes.newBuilder()
                .setService(announcement.service())
                .setUrl(announcement.url().toString())
                .setPublishedAt(announcement.publishedAt())
                .setWithdrawn(announcement.isWithdrawn())
                .setActions(
                        announcement.actions().stream().map(RouteSeal::record).toList())
                .setSignature(Base64.getEncoder().encodeToString(key.sign(PURPOSE, signed(announcement))))
                .build();
    }

    /** The announcement in a record; empty when this key did not sign it or it makes no sense. */
    public Optional<Announcement> read(ServiceRoutes record) {
        try {
            Announcement announcement = new Announcement(
                    record.getService(),
                    URI.create(record.getUrl()),
                    record.getPublishedAt(),
                    record.getWithdrawn(),
                    record.getActions().stream().map(RouteSeal::action).toList());
            byte[] signature = Base64.getDecoder().decode(record.getSignature());
            return key.isSigned(PURPOSE, signed(announcement), signature)
                    ? Optional.of(announcement)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            // no URL, no known access, no Base64: nobody with the key writes that
            return Optional.empty();
        }
    }

    private static RoutedAction record(AnnouncedAction action) {
        return RoutedAction.newBuilder()
                .setVersion(action.name().version())
                .setName(action.name().action())
                .setAccess(action.access().name())
                .setResources(action.resources().stream()
                        .map(resource -> ResourceParameter.newBuilder()
                                .setPattern(resource.pattern())
                                .setJsonList(resource.isJsonList())
                                .setResource(resource.kind())
                                .build())
                        .toList())
                .build();
    }

    private static AnnouncedAction action(RoutedAction record) {
        List<AnnouncedAction.Resource> resources = record.getResources().stream()
                .map(one -> new AnnouncedAction.Resource(one.getPattern(), one.getJsonList(), one.getResource()))
                .toList();
        return new AnnouncedAction(
                new ActionName(record.getVersion(), record.getName()), Access.valueOf(record.getAccess()), resources);
    }

    /** One line a part, each text encoded: two announcements never give the same bytes. */
    private static byte[] signed(Announcement announcement) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(line(
                announcement.service(),
                announcement.url().toString(),
                Long.toString(announcement.publishedAt().toEpochMilli()),
                Boolean.toString(announcement.isWithdrawn())));
        for (AnnouncedAction action : announcement.actions()) {
            lines.add(line(
                    action.name().version(),
                    action.name().action(),
                    action.access().name()));
            for (AnnouncedAction.Resource resource : action.resources()) {
                lines.add("+" + line(resource.pattern(), Boolean.toString(resource.isJsonList()), resource.kind()));
            }
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String... texts) {
        return String.join("/", Stream.of(texts).map(PercentText::encode).toList());
    }
}
