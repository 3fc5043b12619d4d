package io.opsbus.standalone.supervise;

import io.opsbus.rpc.peer.WholeAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Would a request succeed now? Cheap, bounded, repeatable. */
@FunctionalInterface
public interface Probe {
    Duration PATIENCE = Duration.ofMillis(1500);

    /** Empty when ready, else why not, in words for an operator. */
    String check();

    static boolean isReady(String reason) {
        return reason.isEmpty();
    }

    /** Ready when the port takes a connection on loopback. */
    static Probe port(int port) {
        return port(InetAddress.getLoopbackAddress(), port);
    }

    /** Ready when the port takes a connection at an address of this machine. */
    static Probe port(InetAddress address, int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
                return "";
            } catch (IOException refused) {
                return "port " + port + " does not answer";
            }
        };
    }

    /** Ready when every URL answers 200; else the first that does not is named. */
    static Probe http(HttpClient client, List<URI> urls) {
        return () -> {
            for (URI url : urls) {
                String reason = get(client, url);
                if (!reason.isEmpty()) {
                    return reason;
                }
            }
            return "";
        };
    }

    private static String get(HttpClient client, URI url) {
        try {
            var request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
            int status = WholeAnswer.of(client, request, BodyHandlers.discarding(), PATIENCE)
                    .statusCode();
            return status == 200 ? "" : url + " answers " + status;
        } catch (IOException notYet) {
            return url + " does not answer";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
