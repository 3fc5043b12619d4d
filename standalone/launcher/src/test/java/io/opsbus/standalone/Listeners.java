package io.opsbus.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who listens where, as the kernel tells it: {@code /proc/net/tcp} and the sockets each process holds. Linux only. */
final class Listeners {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENS = "0A";
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

    private Listeners() {}

    /** A listening socket. */
    record Listener(InetAddress address, int port) {}

    static boolean canBeSeen() {
        return Files.isReadable(PROC.resolve("net/tcp"));
    }

    /** Those of these processes and of all they have started. */
    static Set<Listener> of(Set<Long> pids) throws IOException {
        Set<String> held = new HashSet<>();
        for (long pid : pids) {
            ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
            for (ProcessHandle one :
                    Stream.concat(Stream.of(process), process.descendants()).toList()) {
                held.addAll(sockets(one.pid()));
            }
        }
        Map<String, Listener> all = new TreeMap<>(listening("tcp"));
        all.putAll(listening("tcp6"));
        all.keySet().retainAll(held);
        return new HashSet<>(all.values());
    }

    static Set<Integer> ports(Set<Listener> listeners) {
        Set<Integer> ports = new TreeSet<>();
        listeners.forEach(listener -> ports.add(listener.port()));
        return ports;
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path file : files.toList()) {
                try {
                    Matcher socket = SOCKET.matcher(Files.readSymbolicLink(file).toString());
                    if (socket.matches()) {
                        inodes.add(socket.group(1));
                    }
                } catch (IOException closed) {
                    // between the list and the look
                }
            }
        }
        return inodes;
    }

    /** Listeners by the inode of their socket. */
    private static Map<String, Listener> listening(String table) throws IOException {
        Map<String, Listener> found = new TreeMap<>();
        Path file = PROC.resolve("net").resolve(table);
        if (!Files.exists(file)) {
            return found;
        }
        for (String line : Files.readAllLines(file)) {
            // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
            String[] fields = line.strip().split("\\s+", -1);
            if (fields[3].equals(LISTENS)) {
                String[] local = fields[1].split(":", -1);
                found.put(fields[9], new Listener(address(local[0]), Integer.parseInt(local[1], 16)));
            }
        }
        return found;
    }

    /** The kernel writes an address as 32-bit words in the machine's own order. */
    private static InetAddress address(String hex) throws UnknownHostException {
        ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < hex.length(); i += 8) {
            bytes.putInt(Integer.parseUnsignedInt(hex.substring(i, i + 8), 16));
        }
        return InetAddress.getByAddress(bytes.array());
    }
}
