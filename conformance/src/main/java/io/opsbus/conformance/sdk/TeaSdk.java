package io.opsbus.conformance.sdk;

import com.aliyun.ecs20140526.Client;
import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaModel;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.opsbus.conformance.Answer;
import io.opsbus.conformance.Body;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Sdk;
import io.opsbus.conformance.UndecodableAnswer;
import io.opsbus.conformance.Wire;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code ecs20140526} and {@code cms20190101} on {@code tea-openapi}. */
final class TeaSdk implements Sdk {
    private static final Gson JSON = new Gson();
    private static final String ECS = "com.aliyun.ecs20140526.models.";
    private static final String CMS = "com.aliyun.cms20190101.models.";
    // the value "v2" selects signature version 1, HMAC-SHA1
    private static final String LEGACY = "v2";

    private final Dialect dialect;
    private final Sdks.Endpoint endpoint;
    private final Client ecs;
    private final com.aliyun.cms20190101.Client cms;

    TeaSdk(Dialect dialect, Sdks.Endpoint endpoint) {
        this.dialect = dialect;
        this.endpoint = endpoint;
        try {
            this.ecs = new Client(config(dialect, endpoint));
            this.cms = new com.aliyun.cms20190101.Client(config(dialect, endpoint));
        } catch (Exception broken) {
            throw new IllegalStateException("the newer SDK does not start", broken);
        }
    }

    /** What a client of the newer SDK needs. */
    static Config config(Dialect dialect, Sdks.Endpoint endpoint) throws IOException {
        Config config = new Config()
                .setAccessKeyId(endpoint.key().id())
                .setAccessKeySecret(endpoint.key().secret())
                .setRegionId(endpoint.region())
                .setEndpoint(endpoint.authority())
                .setProtocol(dialect.scheme());
        if (dialect.signature() == Dialect.Signature.V1) {
            config.setSignatureAlgorithm(LEGACY);
        }
        if (endpoint.caFile() != null) {
            config.setCa(Files.readString(endpoint.caFile()));
        }
        return config;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Answer call(String action, Map<String, ?> parameters) {
        TeaWires.forget();
        TeaModel request = request(action, parameters);
        try {
            com.aliyun.teaopenapi.Client client = request.getClass().getName().startsWith(CMS) ? cms : ecs;
            Method method = client.getClass()
                    .getMethod(
                            Character.toLowerCase(action.charAt(0)) + action.substring(1) + "WithOptions",
                            request.getClass(),
                            RuntimeOptions.class);
            TeaModel response = (TeaModel) method.invoke(client, request, new RuntimeOptions().setAutoretry(false));
            JsonElement body = JSON.toJsonTree(response.toMap().get("body"));
            return new Answer.Done(Body.wrapped(body), TeaWires.last());
        } catch (InvocationTargetException thrown) {
            return refused(action, thrown.getCause());
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalArgumentException("the newer SDK has no such action: " + action, unknown);
        }
    }

    /** Of ECS, or else of CloudMonitor; no action used here has its name in both. */
    private static Class<?> model(String name) throws ClassNotFoundException {
        try {
            return Class.forName(ECS + name);
        } catch (ClassNotFoundException ofTheOther) {
            return Class.forName(CMS + name);
        }
    }

    private TeaModel request(String action, Map<String, ?> parameters) {
        Map<String, Object> complete = new HashMap<>(parameters);
        complete.putIfAbsent("RegionId", endpoint.region());
        TeaModel request;
        try {
            request = TeaModel.build(
                    complete,
                    model(action + "Request")
                            .asSubclass(TeaModel.class)
                            .getConstructor()
                            .newInstance());
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalArgumentException("the newer SDK has no such request: " + action, unknown);
        }
        Set<String> taken = request.toMap().entrySet().stream()
                .filter(one -> one.getValue() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!taken.containsAll(parameters.keySet())) {
            throw new IllegalArgumentException(
                    request.getClass().getSimpleName() + " knows " + taken + " of " + parameters.keySet());
        }
        return request;
    }

    private Answer refused(String action, @Nullable Throwable thrown) {
        Wire wire = TeaWires.find();
        if (thrown instanceof TeaException refused && wire != null && refused.data != null && refused.code != null) {
            Object requestId = refused.data.get("RequestId");
            if (refused.getStatusCode() != null && requestId instanceof String id) {
                return new Answer.Refused(refused.getStatusCode(), refused.code, refused.message, id, wire);
            }
        }
        throw new UndecodableAnswer(
                dialect, action, wire, Objects.requireNonNullElseGet(thrown, IllegalStateException::new));
    }
}
