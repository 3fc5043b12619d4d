package io.opsbus.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Questions that only a serving server answers. An open port is no answer: a port forwarder opens it early. */
final class Probe {
    private static final int MILLIS = 2000;

    private Probe() {}

    /** Sends ApiVersions v0, which every broker answers without authentication. */
    static boolean kafka(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1))),
                    MILLIS);
            socket.setSoTimeout(MILLIS);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10); // length of what follows
            out.writeShort(18); // ApiVersions
            out.writeShort(0); // version
            out.writeInt(1); // correlation id
            out.writeShort(-1); // no client id
            out.flush();
            return new DataInputStream(socket.getInputStream()).readInt() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    static boolean http(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
