package io.opsbus.rpc.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.declare.Access;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.schemas.gateway.RoutedAction;
import io.opsbus.schemas.gateway.ServiceRoutes;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RouteSealTest {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    static final Announcement ANNOUNCEMENT = Announcement.of(
            "instance-service",
            URI.create("http://127.0.0.1:18085"),
            NOON,
            List.of(
                    Declaration.writing("2014-05-26", "StartInstance", "Starts.")
                            .takes(Take.text("InstanceId").names("instance").required())
                            .end(),
                    Declaration.reading("2014-05-26", "DescribeInstances", "Shows.")
                            .takes(
                                    Take.jsonTexts("InstanceIds", 100)
                                            .names("instance")
                                            .optional(),
                                    Take.text("InstanceName").optional())
                            .end()));

    private final RouteSeal seal = new RouteSeal(KEY);

    @Test
    void anAnnouncementIsReadAsItWasWritten() {
        assertThat(seal.read(seal.record(ANNOUNCEMENT))).contains(ANNOUNCEMENT);
        Announcement end = ANNOUNCEMENT.withdrawn(NOON.plusSeconds(5));
        assertThat(seal.read(seal.record(end))).contains(end);
    }

    @Test
    void whatAnActionDeclaresIsAnnounced() {
        assertThat(ANNOUNCEMENT.actions())
                .containsExactly(
                        new AnnouncedAction(
                                new ActionName("2014-05-26", "StartInstance"),
                                Access.WRITE,
                                List.of(new AnnouncedAction.Resource("InstanceId", false, "instance"))),
                        new AnnouncedAction(
                                new ActionName("2014-05-26", "DescribeInstances"),
                                Access.READ,
                                List.of(new AnnouncedAction.Resource("InstanceIds", true, "instance"))));
        assertThat(ANNOUNCEMENT.key()).isEqualTo("instance-service@http://127.0.0.1:18085");
    }

    @Test
    void aRecordChangedInAnyPartIsNotBelieved() {
        for (Consumer<ServiceRoutes.Builder> change : List.<Consumer<ServiceRoutes.Builder>>of(
                record -> record.setService("evil-service"),
                record -> record.setUrl("http://evil.example"),
                record -> record.setUrl("not a url"),
                record -> record.setPublishedAt(NOON.plusMillis(1)),
                record -> record.setWithdrawn(true),
                record -> record.setActions(List.of()),
                record -> record.setActions(record.getActions().reversed()),
                record -> record.setActions(List.of(
                        builder(record.getActions().getFirst())
                                .setAccess("READ")
                                .build(),
                        record.getActions().getLast())),
                record -> record.setActions(List.of(
                        builder(record.getActions().getFirst()).setAccess("ANY").build(),
                        record.getActions().getLast())),
                record -> record.setActions(List.of(
                        builder(record.getActions().getFirst())
                                .setResources(List.of())
                                .build(),
                        record.getActions().getLast())),
                record -> record.setSignature(""),
                record -> record.setSignature("!"))) {
            ServiceRoutes.Builder changed = builder(seal.record(ANNOUNCEMENT));
            change.accept(changed);
            assertThat(seal.read(changed.build())).isEmpty();
        }
    }

    @Test
    void anotherKeyIsNotBelieved() {
        byte[] other = new byte[32];
        other[0] = 1;
        var stranger = new RouteSeal(InternalKey.of(Base64.getEncoder().encodeToString(other)));

        assertThat(seal.read(stranger.record(ANNOUNCEMENT))).isEmpty();
    }

    private static ServiceRoutes.Builder builder(ServiceRoutes record) {
        return ServiceRoutes.newBuilder()
                .setService(record.getService())
                .setUrl(record.getUrl())
                .setPublishedAt(record.getPublishedAt())
                .setWithdrawn(record.getWithdrawn())
                .setActions(record.getActions())
                .setSignature(record.getSignature());
    }

    private static RoutedAction.Builder builder(RoutedAction record) {
        return RoutedAction.newBuilder()
                .setVersion(record.getVersion())
                .setName(record.getName())
                .setAccess(record.getAccess())
                .setResources(record.getResources());
    }
}
