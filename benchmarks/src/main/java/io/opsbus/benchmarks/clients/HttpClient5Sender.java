package io.opsbus.benchmarks.clients;

import java.util.List;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** Apache HttpClient 5, asynchronous, HTTP/1.1, with everything off that a webhook does not want. */
final class HttpClient5Sender implements WebhookSender {
    private final CloseableHttpAsyncClient client;
    private final HttpHost host;

    HttpClient5Sender(Receiver receiver) {
        host = new HttpHost("http", receiver.host(), receiver.port());
        var connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(receiver.connections())
                .setMaxConnPerRoute(receiver.connections())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
        client = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableRedirectHandling()
                .build();
        client.start();
    }

    @Override
    public void send(List<Post> posts) {
        posts.forEach(this::start);
    }

    private void start(Post post) {
        var request = SimpleRequestBuilder.post()
                .setHttpHost(host)
                .setPath(post.path())
                .setBody(post.body(), ContentType.APPLICATION_JSON)
                .build();
        var _ = client.execute(request, new FutureCallback<SimpleHttpResponse>() {
            @Override
            public void completed(SimpleHttpResponse answer) {
                post.ending().ended(answer.getCode());
            }

            @Override
            public void failed(Exception cause) {
                post.ending().ended(Post.FAILED);
            }

            @Override
            public void cancelled() {
                post.ending().ended(Post.FAILED);
            }
        });
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
