package io.opsbus.notifier.channel.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server of the test's own (RFC 1035, over UDP), which may say something else each time it is asked; nothing it says may be kept (TTL 0). */
public final class NameServer implements AutoCloseable {
    private static final int A = 1;
    private static final int AAAA = 28;
    private static final int NO_SUCH_NAME = 3;
    private static final int MAPPED = 16;
    private static final int LONGEST = 512;
    private static final int PATIENCE_MILLIS = 5_000;

    private final DatagramSocket socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Map<String, ArrayDeque<List<byte[]>>> script = new ConcurrentHashMap<>();
    private final AtomicInteger lookUps = new AtomicInteger();

    /** A running one that knows no name. */
    public NameServer() throws IOException {
        Thread.ofVirtual().name("name-server").start(this::serve);
    }

    /** From now on a look-up of the name gets these answers in turn, and the last one for ever. */
    @SafeVarargs
    public final void answers(String name, List<String>... inTurn) {
        var turns = new ArrayDeque<List<byte[]>>();
        for (var texts : inTurn) {
            turns.add(texts.stream().map(NameServer::bytes).toList());
        }
        script.put(name, turns);
    }

    /** Java would make an IPv4 address of a mapped one, and no server could be asked for it. */
    private static byte[] bytes(String text) {
        var bytes = InetAddress.ofLiteral(text).getAddress();
        if (!text.contains(":") || bytes.length == MAPPED) {
            return bytes;
        }
        var mapped = new byte[MAPPED];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(bytes, 0, mapped, 12, bytes.length);
        return mapped;
    }

    /** How many look-ups there were. */
    public int lookUps() {
        return lookUps.get();
    }

    private void serve() {
        var bytes = new byte[LONGEST];
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
                var answer = answer(ByteBuffer.wrap(bytes, 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException _) {
                // closed, or a packet that was none: nobody waits for an answer then
            }
        }
    }

    private byte[] answer(ByteBuffer query) throws IOException {
        var id = query.getShort(0);
        query.position(12);
        var name = name(query);
        var type = query.getShort();
        var found = found(name, type == A);
        var out = new ByteArrayOutputStream();
        var data = new DataOutputStream(out);
        var addresses = found.stream()
                .filter(address -> (address.length == MAPPED) == (type == AAAA))
                .toList();
        header(data, id, script.containsKey(name) ? 0 : NO_SUCH_NAME, addresses.size());
        question(data, name, type);
        for (var address : addresses) {
            data.writeShort(0xC00C);
            data.writeShort(type);
            data.writeShort(1);
            data.writeInt(0);
            data.writeShort(address.length);
            data.write(address);
        }
        return out.toByteArray();
    }

    /** A look-up asks for both kinds of addresses, IPv6 last: the turn is over then. */
    private List<byte[]> found(String name, boolean isFirst) {
        var turns = script.get(name);
        if (turns == null) {
            return List.of();
        }
        if (isFirst) {
            lookUps.incrementAndGet();
            return turns.getFirst();
        }
        return turns.size() > 1 ? turns.removeFirst() : turns.getFirst();
    }

    private static String name(ByteBuffer query) {
        var name = new StringBuilder();
        for (var length = query.get(); length > 0; length = query.get()) {
            var label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, US_ASCII));
        }
        return name.toString();
    }

    private static void header(DataOutputStream data, short id, int code, int answers) throws IOException {
        data.writeShort(id);
        data.writeShort(0x8400 | code);
        data.writeShort(1);
        data.writeShort(answers);
        data.writeInt(0);
    }

    private static void question(DataOutputStream data, String name, int type) throws IOException {
        for (var label : name.split("\\.", -1)) {
            data.writeByte(label.length());
            data.write(label.getBytes(US_ASCII));
        }
        data.writeByte(0);
        data.writeShort(type);
        data.writeShort(1);
    }

    /** A resolver that asks this server each time. What is no name of its own, such as {@code 127.1}, is left to the system's. */
    public AddressResolver resolver() {
        return host -> script.containsKey(host) ? ask(host) : AddressResolver.SYSTEM.resolve(host);
    }

    private List<InetAddress> ask(String host) throws UnknownHostException {
        try (var client = new DatagramSocket()) {
            client.setSoTimeout(PATIENCE_MILLIS);
            client.connect(socket.getLocalSocketAddress());
            var found = new ArrayList<>(ask(client, host, A));
            found.addAll(ask(client, host, AAAA));
            return found;
        } catch (IOException e) {
            throw new UnknownHostException(host + ": " + e.getMessage());
        }
    }

    private static List<InetAddress> ask(DatagramSocket client, String host, int type) throws IOException {
        var out = new ByteArrayOutputStream();
        var data = new DataOutputStream(out);
        header(data, (short) type, 0, 0);
        question(data, host, type);
        client.send(new DatagramPacket(out.toByteArray(), out.size()));
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        client.receive(packet);
        var reply = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        var count = reply.getShort(6);
        reply.position(12);
        var _ = name(reply);
        reply.getInt();
        var addresses = new ArrayList<InetAddress>();
        for (var i = 0; i < count; i++) {
            reply.position(reply.position() + 10);
            var address = new byte[reply.getShort()];
            reply.get(address);
            addresses.add(InetAddress.getByAddress(host, address));
        }
        return addresses;
    }

    @Override
    public void close() {
        socket.close();
    }
}
