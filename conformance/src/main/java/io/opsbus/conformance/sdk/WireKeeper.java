package io.opsbus.conformance.sdk;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.CallBack;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.HttpRequest;
import com.aliyuncs.http.HttpResponse;
import com.aliyuncs.http.IHttpClient;
import io.opsbus.conformance.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The SDK's own HTTP client, keeping the last answer of each thread as it came. */
final class WireKeeper extends IHttpClient {
    private static final ThreadLocal<@Nullable Wire> LAST = new ThreadLocal<>();

    private final IHttpClient sdks;

    WireKeeper(IHttpClient sdks) {
        this.sdks = sdks;
    }

    void forget() {
        LAST.remove();
    }

    @Nullable
    Wire find() {
        return LAST.get();
    }

    Wire last() {
        Wire wire = find();
        if (wire == null) {
            throw new IllegalStateException("the SDK answered without asking");
        }
        return wire;
    }

    @Override
    public HttpResponse syncInvoke(HttpRequest request) throws IOException, ClientException {
        HttpResponse response = sdks.syncInvoke(request);
        String contentType = response.getHeaderValue("Content-Type");
        byte[] content = response.getHttpContent();
        LAST.set(new Wire(
                response.getStatus(),
                contentType == null ? "" : contentType,
                content == null ? "" : new String(content, StandardCharsets.UTF_8)));
        return response;
    }

    @Override
    public Future<HttpResponse> asyncInvoke(HttpRequest request, CallBack callBack) throws IOException {
        return sdks.asyncInvoke(request, callBack);
    }

    @Override
    protected void init(HttpClientConfig config) {}

    @Override
    @SuppressWarnings("deprecation") // abstract in the SDK
    public void ignoreSSLCertificate() {
        throw new IllegalStateException("certificates are checked here: no SDK of this suite may switch that off");
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in the SDK
    public void restoreSSLCertificate() {}

    @Override
    public boolean isSingleton() {
        return sdks.isSingleton();
    }

    @Override
    public void close() throws IOException {
        sdks.close();
    }
}
