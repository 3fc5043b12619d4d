package io.opsbus.conformance.sdk;

import com.aliyun.tea.TeaResponse;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import io.opsbus.conformance.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last answer of each thread as it came to the newer SDK. The SDK has one list of interceptors for all its
 * clients, unguarded: so one interceptor is added once, before any call.
 */
final class TeaWires {
    private static final ThreadLocal<@Nullable Wire> LAST = new ThreadLocal<>();

    static {
        try {
            new Client(new Config().setEndpoint("nowhere"))
                    .addResponseInterceptor((context, attributes) -> keep(context.teaResponse()));
        } catch (Exception broken) {
            throw new ExceptionInInitializerError(broken);
        }
    }

    private TeaWires() {}

    static void forget() {
        LAST.remove();
    }

    static @Nullable Wire find() {
        return LAST.get();
    }

    static Wire last() {
        Wire wire = find();
        if (wire == null) {
            throw new IllegalStateException("the SDK answered without asking");
        }
        return wire;
    }

    /** Reads the answer's stream, which can be read once only, and gives the SDK the same bytes again. */
    private static TeaResponse keep(TeaResponse response) {
        try (var body = response.body) {
            byte[] content = body == null ? new byte[0] : body.readAllBytes();
            String contentType = response.headers.getOrDefault("content-type", "");
            LAST.set(new Wire(response.statusCode, contentType, new String(content, StandardCharsets.UTF_8)));
            response.body = new ByteArrayInputStream(content);
            return response;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
