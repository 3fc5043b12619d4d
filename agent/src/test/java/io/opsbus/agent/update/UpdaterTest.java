package io.opsbus.agent.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guide 2.2, and threat 15: whoever controls what is offered must not thereby own the machine. */
class UpdaterTest {
    private static final Instant NOW = Instant.parse("2026-11-27T04:00:00Z");
    private static final Version OLD = new Version("0.1.0");

    @TempDir
    Path folder;

    private final Published server = new Published();
    private Versions versions = new Versions(Path.of("unset"));

    @BeforeEach
    void onAMachine() {
        versions = new Versions(folder.resolve("versions"));
    }

    private Updater updater(UpdateKey key, Version running, Instant now) {
        return new Updater(server, key, versions, running, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Updater.Outcome check() throws IOException, InterruptedException {
        return updater(server.key(), OLD, NOW).check();
    }

    private void assertNothingChanged() throws IOException {
        assertThat(versions.standing()).isEqualTo(Standing.INSTALLED);
        if (Files.exists(folder.resolve("versions"))) {
            try (Stream<Path> files = Files.list(folder.resolve("versions"))) {
                assertThat(files).isEmpty();
            }
        }
    }

    private static String why(Updater.Outcome outcome) {
        return outcome instanceof Updater.Outcome.Refused(var _, String why) ? why : "not refused: " + outcome;
    }

    @Test
    void whatIsPublishedAndSignedLiesReadyAndIsOnTrial() throws Exception {
        server.publish("0.2.0", folder);
        assertThat(check()).isEqualTo(new Updater.Outcome.Ready(new Version("0.2.0")));
        assertThat(versions.standing().runs()).contains(new Version("0.2.0"));
        assertThat(versions.jars(new Version("0.2.0")))
                .singleElement()
                .satisfies(jar -> assertThat(jar).hasContent("agent 0.2.0"));
    }

    /** It was on trial when the next one began to be fetched. */
    @Test
    void whatHasProvenItselfMeanwhileIsProven() throws Exception {
        server.publish("0.2.0", folder);
        assertThat(check()).isInstanceOf(Updater.Outcome.Ready.class);
        server.publish("0.3.0", folder);
        server.meanwhile = () -> versions.proven(new Version("0.2.0"));
        assertThat(updater(server.key(), new Version("0.2.0"), NOW).check()).isInstanceOf(Updater.Outcome.Ready.class);
        Standing standing = versions.standing();
        assertThat(standing.runs()).contains(new Version("0.3.0"));
        assertThat(standing.refused(new Version("0.3.0"), NOW).runs())
                .as("back to the one before, not to the one that was installed")
                .contains(new Version("0.2.0"));
    }

    @Test
    void whatAKilledUpdateLeftOfAnotherVersionGoes() throws Exception {
        Path left = Files.createDirectories(folder.resolve("versions/.0.1.9/lib"));
        server.publish("0.2.0", folder);
        assertThat(check()).isInstanceOf(Updater.Outcome.Ready.class);
        assertThat(left.getParent()).doesNotExist();
    }

    @Test
    void whereNothingIsPublishedNothingHappens() throws Exception {
        assertThat(check()).isEqualTo(new Updater.Outcome.Nothing());
        assertNothingChanged();
    }

    @Test
    void aTamperedFileIsRefusedWhereverItIsTampered() throws Exception {
        server.publish("0.2.0", folder);
        byte[] good = server.parcel();
        for (int at = 0; at < good.length; at += 7) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            server.swap(bad);
            assertThat(why(check())).isEqualTo("its hash is another one");
        }
        assertNothingChanged();
    }

    @Test
    void aFileThatIsShorterOrLongerIsRefusedAndNoMoreThanWasSignedIsFetched() throws Exception {
        server.publish("0.2.0", folder);
        byte[] good = server.parcel();
        server.swap(Arrays.copyOf(good, good.length - 1));
        assertThat(why(check())).contains("not as long");
        server.swap(Arrays.copyOf(good, 10 << 20));
        server.parts = 0;
        assertThat(why(check())).contains("not as long");
        assertThat(server.parts).isEqualTo(1);
        assertNothingChanged();
    }

    @Test
    void aVersionSignedWithAnotherKeyIsRefusedBeforeAnythingOfItIsFetched() throws Exception {
        server.publish("0.2.0", folder);
        UpdateKey another = new UpdateKey(Published.keys().getPublic());
        assertThat(why(updater(another, OLD, NOW).check())).contains("signature");
        assertThat(server.parts).isZero();
        assertNothingChanged();
    }

    @Test
    void aSignatureHoldsForItsOwnVersionSizeAndHashOnly() throws Exception {
        server.publish("0.2.0", folder);
        Offer good = server.offer();
        for (Offer bad : new Offer[] {
            new Offer(new Version("0.3.0"), good.size(), good.sha256(), good.signature()),
            new Offer(good.version(), good.size() + 1, good.sha256(), good.signature()),
            new Offer(good.version(), good.size(), "0".repeat(64), good.signature()),
            new Offer(good.version(), good.size(), good.sha256(), ""),
            new Offer(good.version(), good.size(), good.sha256(), "no base64!")
        }) {
            server.tell(bad);
            assertThat(why(check())).contains("signature");
        }
        assertNothingChanged();
    }

    @Test
    void anOlderVersionAndTheSameAreRefusedThoughTheyAreSigned() throws Exception {
        for (String version : new String[] {"0.1.0", "0.1", "0.0.9"}) {
            server.publish(version, folder);
            assertThat(why(check())).contains("not newer");
        }
        assertThat(server.parts).isZero();
        assertNothingChanged();
    }

    @Test
    void aVersionThatDidNotComeUpIsNotTakenAgainForADay() throws Exception {
        server.publish("0.2.0", folder);
        check();
        versions.refuse(new Version("0.2.0"), NOW);
        assertThat(check()).isEqualTo(new Updater.Outcome.Nothing());
        assertThat(updater(server.key(), OLD, NOW.plus(Duration.ofHours(25))).check())
                .isInstanceOf(Updater.Outcome.Ready.class);
    }

    @Test
    void aParcelHoldsJarsAndNothingElse() throws Exception {
        for (String name :
                new String[] {"lib/../../x.jar", "/lib/x.jar", "bin/sh", "lib/x.so", "lib/.x.jar", "lib/a/b.jar"}) {
            assertThatThrownBy(() -> server.publish("0.2.0", folder, Published.zip(Map.of(name, "x"))))
                    .hasMessageContaining(name);
        }
        Path none = Files.writeString(folder.resolve("none.zip"), "no zip");
        assertThatThrownBy(() -> Parcel.check(none)).isInstanceOf(IOException.class);
    }

    @Test
    void whatFillsTheDiskIsRefused() throws Exception {
        Path bomb = Files.write(folder.resolve("bomb.zip"), Published.zip(Map.of("lib/a.jar", "0".repeat(65 << 20))));
        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        assertThatThrownBy(() -> versions.take(new Version("0.2.0"), bomb)).hasMessageContaining("64 MiB");
        assertThat(versions.jars(new Version("0.2.0"))).isEmpty();
    }

    @Test
    void anAnswerNobodyCanReadIsNoOffer() {
        for (String answer : new String[] {
            "",
            "null",
            "[]",
            "{\"opsbus_update\":1}",
            "{\"opsbus_update\":{\"version\":\"../x\",\"size\":1}}",
            "{\"opsbus_update\":{\"version\":\"1.0\",\"size\":-1,\"sha256\":\"" + "0".repeat(64) + "\"}}",
            "{\"opsbus_update\":{\"version\":\"1.0\",\"size\":99999999,\"sha256\":\"" + "0".repeat(64) + "\"}}"
        }) {
            assertThat(Offer.read(answer)).isEqualTo(Optional.empty());
        }
    }
}
