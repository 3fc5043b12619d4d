package io.opsbus.agent.given;

import io.opsbus.agent.TaskList;
import io.opsbus.agent.TaskListReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One question what there is to do, and its answer, however long that is: it is whole on the disk before the first entry of it is read, and
 * of its scripts the {@link Shelf} has what is more than memory has room for.
 */
public final class Fetch {
    private static final int OK = 200;
    /** Between two looks whether the answer goes on. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Shelf shelf;
    private final Duration silence;

    /**
     * Into this shelf.
     *
     * @param silence after which an answer that does not go on is given up: a list may be megabytes, and a line slow
     */
    public Fetch(Shelf shelf, Duration silence) {
        this.shelf = shelf;
        this.silence = silence;
    }

    /** What an answer other than a list says. */
    @FunctionalInterface
    public interface Said {
        String of(int status, String body);
    }

    /**
     * Asks.
     *
     * @throws IOException if there is no answer, it is not a list, or it finds no room on the disk
     */
    public TaskList list(HttpClient client, HttpRequest request, Said said) throws IOException, InterruptedException {
        Spool spool = shelf.spool();
        HttpResponse<Spool.Body> answer = whole(client.sendAsync(request, _ -> spool), spool);
        try (Spool.Body body = answer.body()) {
            if (answer.statusCode() != OK) {
                throw new IOException(
                        "the server answers a fetch with " + said.of(answer.statusCode(), body.beginning()));
            }
            try (Reader json = new BufferedReader(new InputStreamReader(body.open(), StandardCharsets.UTF_8))) {
                Optional<TaskList> list = TaskListReader.read(json, shelf);
                return list.orElseThrow(
                        () -> new IOException("the server answers a fetch with something else than a list"));
            }
        }
    }

    private HttpResponse<Spool.Body> whole(CompletableFuture<HttpResponse<Spool.Body>> answer, Spool spool)
            throws IOException, InterruptedException {
        boolean isWhole = false;
        try {
            while (true) {
                try {
                    HttpResponse<Spool.Body> whole = answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    isWhole = true;
                    return whole;
                } catch (TimeoutException notYet) {
                    if (spool.isSilent(silence)) {
                        throw new HttpTimeoutException(
                                "the answer to a fetch stopped for " + silence.toSeconds() + " s");
                    }
                }
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException away) {
                throw away;
            }
            throw new IOException("the request failed", failure);
        } finally {
            if (!isWhole) {
                answer.cancel(true);
            }
        }
    }
}
