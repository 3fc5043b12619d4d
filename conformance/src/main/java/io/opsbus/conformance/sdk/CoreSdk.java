package io.opsbus.conformance.sdk;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.policy.retry.RetryPolicy;
import com.aliyuncs.profile.DefaultProfile;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.opsbus.conformance.Answer;
import io.opsbus.conformance.Body;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Sdk;
import io.opsbus.conformance.UndecodableAnswer;
import io.opsbus.conformance.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code aliyun-java-sdk-core} with {@code aliyun-java-sdk-ecs} and {@code -cms}. */
final class CoreSdk implements Sdk {
    /** The one field whose name on the wire is none a Java field can have. */
    private static final String DOTTED = "nameDescEn";

    private static final Gson JSON = new GsonBuilder()
            .setFieldNamingStrategy(field -> field.getName().equals(DOTTED) ? "NameDesc.En" : field.getName())
            .create();

    private final Dialect dialect;
    private final Sdks.Endpoint endpoint;
    private final DefaultAcsClient acs;
    private final WireKeeper wires;

    CoreSdk(Dialect dialect, Sdks.Endpoint endpoint) {
        this.dialect = dialect;
        this.endpoint = endpoint;
        this.acs = client(endpoint);
        this.wires = new WireKeeper(acs.getHttpClient());
        acs.setHttpClient(wires);
    }

    /** A client that tries each request once. */
    static DefaultAcsClient client(Sdks.Endpoint endpoint) {
        DefaultProfile profile = DefaultProfile.getProfile(
                endpoint.region(), endpoint.key().id(), endpoint.key().secret());
        HttpClientConfig http = HttpClientConfig.getDefault();
        if (endpoint.caFile() != null) {
            http.setX509TrustManagers(Trust.onlyThose(endpoint.caFile()));
        }
        profile.setHttpClientConfig(http);
        DefaultAcsClient acs = new DefaultAcsClient(profile);
        acs.setSysRetryPolicy(RetryPolicy.none());
        return acs;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Answer call(String action, Map<String, ?> parameters) {
        wires.forget();
        RpcAcsRequest<? extends AcsResponse> request = CoreRequests.build(action, parameters);
        request.setSysEndpoint(endpoint.authority());
        request.setSysProtocol("https".equals(dialect.scheme()) ? ProtocolType.HTTPS : ProtocolType.HTTP);
        request.setSysAcceptFormat(dialect.format() == Dialect.Format.XML ? FormatType.XML : FormatType.JSON);
        request.setSysSignatureVersion(
                dialect.signature() == Dialect.Signature.ACS3 ? SignatureVersion.V3 : SignatureVersion.V1);
        try {
            AcsResponse response = acs.getAcsResponse(request);
            return new Answer.Done(Body.plain(JSON.toJsonTree(response)), wires.last());
        } catch (ClientException refused) {
            return refused(action, refused);
        } catch (RuntimeException broken) {
            throw new UndecodableAnswer(dialect, action, wires.find(), broken);
        }
    }

    private Answer refused(String action, ClientException refused) {
        Wire wire = wires.find();
        @Nullable String code = refused.getErrCode();
        @Nullable String requestId = refused.getRequestId();
        if (wire == null || code == null || requestId == null || wire.status() < 400) {
            throw new UndecodableAnswer(dialect, action, wire, refused);
        }
        return new Answer.Refused(wire.status(), code, refused.getErrMsg(), requestId, wire);
    }
}
