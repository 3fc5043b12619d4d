import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook target: POST anywhere is kept with its time of arrival, GET /received answers with all of it, one a line. */
final class Receiver {
    private Receiver() {}

    public static void main(String[] args) throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(8000), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = new byte[0];
            if (exchange.getRequestMethod().equals("POST")) {
                received.add(System.currentTimeMillis() + " " + body.replaceAll("\\s*\\R\\s*", " "));
            } else {
                answer = String.join("\n", received).getBytes(StandardCharsets.UTF_8);
            }
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        System.out.println("READY");
    }
}
