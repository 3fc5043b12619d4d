package io.opsbus.rpc.peer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer and all of its body within one time. {@link HttpRequest#timeout} of Java 25 ends with the headers: a body that stops, because
 * the network or the machine behind it is gone without a word, would keep its reader for ever.
 */
public final class WholeAnswer {
    private WholeAnswer() {}

    /**
     * Sends, and waits.
     *
     * @param within for everything together
     * @throws HttpTimeoutException if it is not whole by then; what is under way is given up
     * @throws IOException if there is none
     */
    public static <T> HttpResponse<T> of(HttpClient client, HttpRequest request, BodyHandler<T> body, Duration within)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
        boolean isWhole = false;
        try {
            HttpResponse<T> whole = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
            isWhole = true;
            return whole;
        } catch (TimeoutException _) {
            throw new HttpTimeoutException("no whole answer within " + within.toSeconds() + " s");
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
