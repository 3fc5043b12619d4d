package io.opsbus.instance.provider.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.instance.catalog.OsType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;

/** What a machine shows: the text of its last boot, and a picture of its log-in screen. */
final class Screens {
    private static final String PICTURE = "login-screen.jpg";

    private Screens() {}

    /** Like a Linux machine's serial console; machines under Windows say nothing there. */
    static byte[] console(SimulatedMachine machine) {
        if (machine.spec.image().os() == OsType.WINDOWS || machine.bootedAt == null) {
            return new byte[0];
        }
        var text = new StringBuilder();
        line(text, "0.000000", "Linux version 4.19.91-26.al7.x86_64 (simulated) #1 SMP");
        line(text, "0.000000", "Command line: BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 console=ttyS0,115200n8");
        line(text, "0.004000", "Memory: " + machine.spec.type().memoryMiB() * 1024L + "K available");
        line(text, "0.021410", "smp: Brought up 1 node, " + machine.spec.type().cpu() + " CPUs");
        line(text, "1.114322", "virtio_blk virtio1: [vda] ready, " + machine.disks.size() + " disks");
        line(text, "1.530114", "EXT4-fs (vda1): mounted filesystem with ordered data mode");
        line(text, "2.203881", "virtio_net virtio0 eth0: link up, address " + machine.address);
        text.append(machine.spec.image().name()).append("\n");
        text.append("Boot ")
                .append(machine.incarnation)
                .append(" at ")
                .append(machine.bootedAt)
                .append("\n\n");
        text.append(machine.spec.hostName()).append(" login: \n");
        Instant ended = machine.endedAt;
        if (ended != null) {
            text.append("[  OK  ] Reached target Shutdown.\nPower down at ")
                    .append(ended)
                    .append("\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static void line(StringBuilder text, String seconds, String said) {
        text.append("[    ").append(seconds).append("] ").append(said).append("\n");
    }

    /** JPEG; the same of every machine. */
    static byte[] picture() {
        try (var in = Screens.class.getResourceAsStream(PICTURE)) {
            return Objects.requireNonNull(in, PICTURE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
