package io.opsbus.conformance.sdk;

import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.policy.retry.RetryPolicy;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.opsbus.conformance.Dialect;
import java.util.Map;

/**
 * Actions of CloudMonitor's version that no SDK has a class for, by the generic request each of them offers for that. Answers are JSON, whatever the
 * dialect says.
 */
public final class GenericCalls {
    private static final String VERSION = "2019-01-01";
    private static final Gson JSON = new Gson();

    private final Dialect dialect;
    private final Sdks.Endpoint endpoint;

    /** Calls as the dialect says. */
    public GenericCalls(Dialect dialect, Sdks.Endpoint endpoint) {
        this.dialect = dialect;
        this.endpoint = endpoint;
    }

    /**
     * The answer of a call that must work.
     *
     * @throws IllegalStateException with what the SDK said when it did not
     */
    public JsonObject ask(String action, Map<String, String> parameters) {
        try {
            return switch (dialect.generation()) {
                case CORE -> core(action, parameters);
                case TEA -> tea(action, parameters);
            };
        } catch (Exception refused) {
            throw new IllegalStateException(action + ": " + refused.getMessage(), refused);
        }
    }

    private JsonObject core(String action, Map<String, String> parameters) throws ClientException {
        DefaultAcsClient acs = CoreSdk.client(endpoint);
        CommonRequest request = new CommonRequest();
        request.setSysMethod(MethodType.POST);
        request.setSysDomain(endpoint.authority());
        request.setSysProtocol("https".equals(dialect.scheme()) ? ProtocolType.HTTPS : ProtocolType.HTTP);
        request.setSysVersion(VERSION);
        request.setSysAction(action);
        request.setSysAccept(FormatType.JSON);
        request.setSysSignatureVersion(
                dialect.signature() == Dialect.Signature.ACS3 ? SignatureVersion.V3 : SignatureVersion.V1);
        request.setSysRetryPolicy(RetryPolicy.none());
        parameters.forEach(request::putQueryParameter);
        return JSON.fromJson(acs.getCommonResponse(request).getData(), JsonObject.class);
    }

    /** The SDK's methods throw {@code Exception}. */
    private JsonObject tea(String action, Map<String, String> parameters) throws Exception {
        Client client = new Client(TeaSdk.config(dialect, endpoint));
        Params params = new Params()
                .setAction(action)
                .setVersion(VERSION)
                .setProtocol(dialect.scheme())
                .setMethod("POST")
                .setAuthType("AK")
                .setStyle("RPC")
                .setPathname("/")
                .setReqBodyType("formData")
                .setBodyType("json");
        var answer = client.callApi(
                params, new OpenApiRequest().setQuery(parameters), new RuntimeOptions().setAutoretry(false));
        return JSON.toJsonTree(answer.get("body")).getAsJsonObject();
    }
}
