package io.opsbus.gateway.rpc;

import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.signature.AccessKeySecret;
import io.opsbus.rpc.signature.Acs3;
import io.opsbus.rpc.signature.Acs3Authorization;
import io.opsbus.rpc.signature.SignatureV1;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Requests as clients sign them. Mutable: a test bends what it wants, before or after signing. */
public final class Signed {
    private static final AtomicInteger NONCES = new AtomicInteger();

    public final Map<String, String> parameters = new TreeMap<>();
    public final Map<String, String> headers = new TreeMap<>();
    public String method = "POST";
    public String form = "";
    private final String secret;

    private Signed(String secret) {
        this.secret = secret;
        headers.put("host", "127.0.0.1:18080");
        headers.put("user-agent", "test");
    }

    /** Signature version 1, parameters in the query, not signed yet. */
    public static Signed version1(String key, String secret, String action, Instant now) {
        Signed call = new Signed(secret);
        call.parameters.putAll(Map.of(
                "Action",
                action,
                "Version",
                "2014-05-26",
                "AccessKeyId",
                key,
                "SignatureMethod",
                "HMAC-SHA1",
                "SignatureVersion",
                "1.0",
                "SignatureNonce",
                "nonce-" + NONCES.incrementAndGet(),
                "Timestamp",
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                "Format",
                "JSON"));
        return call;
    }

    /** ACS3, parameters in the query, not signed yet. */
    public static Signed acs3(String key, String secret, String action, Instant now) {
        Signed call = new Signed(secret);
        call.headers.putAll(Map.of(
                "x-acs-action",
                action,
                "x-acs-version",
                "2014-05-26",
                "x-acs-date",
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                "x-acs-signature-nonce",
                "nonce-" + NONCES.incrementAndGet(),
                "authorization",
                key));
        return call;
    }

    public Signed with(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    public Signed without(String name) {
        parameters.remove(name);
        return this;
    }

    public Signed header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Signs what is there; later changes are changes of a signed request. */
    public Signed sign() {
        if (headers.containsKey("authorization")) {
            signAcs3();
        } else {
            Map<String, String> all = new TreeMap<>(parameters);
            all.remove("Signature");
            parameters.put(
                    "Signature", SignatureV1.sign(SignatureV1.stringToSign(method, all), new AccessKeySecret(secret)));
        }
        return this;
    }

    private void signAcs3() {
        String key = headers.remove("authorization");
        headers.put("x-acs-content-sha256", Acs3.sha256(form.getBytes(StandardCharsets.UTF_8)));
        List<String> signed = new ArrayList<>(headers.keySet());
        signed.removeIf(name -> !name.startsWith("x-acs-") && !name.equals("host"));
        var request = new Acs3.Request(method, "/", parameters, headers, headers.get("x-acs-content-sha256"));
        String signature = Acs3.sign(Acs3.stringToSign(request, signed), new AccessKeySecret(secret));
        headers.put(
                "authorization",
                Acs3Authorization.ALGORITHM + " Credential=" + key + ",SignedHeaders=" + String.join(";", signed)
                        + ",Signature=" + signature);
    }

    /** The query string of the parameters. */
    public String query() {
        return parameters.entrySet().stream()
                .map(entry -> PercentText.encode(entry.getKey()) + "=" + PercentText.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** As the host hands it to the endpoint. */
    public HttpCall call() {
        return new HttpCall(method, "/", query(), headers, form.getBytes(StandardCharsets.UTF_8), "192.0.2.7");
    }

    /** The same, with the parameters in a form body. */
    public HttpCall callByForm() {
        headers.put("content-type", "application/x-www-form-urlencoded");
        return new HttpCall(method, "/", "", headers, query().getBytes(StandardCharsets.UTF_8), "192.0.2.7");
    }
}
