package io.opsbus.gateway.rpc;

import io.opsbus.gateway.Product;
import io.opsbus.gateway.rpc.Claim.Reading;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.signature.Acs3;
import io.opsbus.rpc.signature.Acs3Authorization;
import io.opsbus.rpc.signature.SignatureV1;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Reads what a request claims, in either of the two signatures clients use (contract 1.2 to 1.4). */
final class Claims {
    private static final String ACS3 = "ACS3-";
    private static final int LONGEST_NONCE = 128;

    private Claims() {}

    static Reading read(HttpCall http) {
        return switch (Parameters.merge(http.query(), http.form())) {
            case Got.Given<Parameters>(Parameters parameters) -> read(http, parameters);
            case Got.Absent<Parameters> _ -> throw new IllegalStateException("a merge is never absent");
            case Got.Wrong<Parameters>(ParameterError error) ->
                new Reading.Broken(Denial.of(error.toRpcError()), Manner.JSON);
        };
    }

    private static Reading read(HttpCall http, Parameters parameters) {
        SortedMap<String, String> all = parameters.asMap();
        String authorization = text(http.headers(), "authorization");
        boolean isAcs3 = authorization.startsWith(ACS3);
        Optional<Format> format = format(http, all, isAcs3);
        if (format.isEmpty()) {
            return new Reading.Broken(
                    Denial.of(RpcError.invalidParameter("Format", "must be JSON or XML")), Manner.JSON);
        }
        Manner manner = new Manner.Api(format.get());
        return isAcs3 ? acs3(http, authorization, parameters, manner) : version1(http, parameters, manner);
    }

    private static Reading version1(HttpCall http, Parameters parameters, Manner manner) {
        SortedMap<String, String> all = parameters.asMap();
        if (!text(all, "SignatureType").isEmpty()) {
            return new Reading.Broken(Denial.unsupported("SignatureType"), manner);
        }
        for (String name : List.of("Action", "Version", "AccessKeyId", "SignatureNonce", "Timestamp")) {
            // a header may name the action too, but this signature does not cover headers
            if (text(all, name).isEmpty()) {
                return new Reading.Broken(Denial.of(RpcError.missingParameter(name)), manner);
            }
        }
        if (!all.getOrDefault("SignatureMethod", "HMAC-SHA1").equalsIgnoreCase("HMAC-SHA1")) {
            return new Reading.Broken(Denial.unsupported("SignatureMethod"), manner);
        }
        if (!all.getOrDefault("SignatureVersion", "1.0").equals("1.0")) {
            return new Reading.Broken(Denial.unsupported("SignatureVersion"), manner);
        }
        Claim.Signer signer = new Claim.Signer(
                text(all, "AccessKeyId"), text(all, "Timestamp"), Optional.of(text(all, "SignatureNonce")));
        return bounded(new Claim(
                signer,
                new ActionName(text(all, "Version"), text(all, "Action")),
                manner,
                parameters,
                secret -> SignatureV1.verify(http.method(), all, secret)));
    }

    private static Reading acs3(HttpCall http, String authorization, Parameters parameters, Manner manner) {
        if (!authorization.startsWith(Acs3Authorization.ALGORITHM + " ")) {
            return new Reading.Broken(Denial.unsupported("signature algorithm"), manner);
        }
        Optional<Acs3Authorization> signed = Acs3Authorization.parse(authorization);
        if (signed.isEmpty()) {
            return new Reading.Broken(
                    Denial.of(RpcError.incompleteSignature("The header Authorization cannot be read.")), manner);
        }
        Map<String, String> headers = http.headers();
        SortedMap<String, String> all = parameters.asMap();
        // both are covered by the signature: a header that is sent must be signed
        String action = headers.getOrDefault("x-acs-action", text(all, "Action"));
        String version = headers.getOrDefault("x-acs-version", text(all, "Version"));
        if (action.isEmpty() || version.isEmpty()) {
            String missing = action.isEmpty() ? "Action" : "Version";
            return new Reading.Broken(Denial.of(RpcError.missingParameter(missing)), manner);
        }
        Claim.Signer signer = new Claim.Signer(
                signed.get().accessKeyId(),
                text(headers, "x-acs-date"),
                Optional.of(text(headers, "x-acs-signature-nonce")));
        return bounded(new Claim(
                signer,
                new ActionName(version, action),
                manner,
                parameters,
                secret -> Acs3.verify(request(http), signed.get(), secret)));
    }

    private static Acs3.Request request(HttpCall http) {
        SortedMap<String, String> query = Parameters.merge(http.query(), "") instanceof Got.Given<Parameters>(var given)
                ? given.asMap()
                : Collections.emptySortedMap();
        return new Acs3.Request(http.method(), http.path(), query, http.headers(), Acs3.sha256(http.body()));
    }

    private static Reading bounded(Claim claim) {
        return claim.key().nonce().orElse("").length() > LONGEST_NONCE
                ? new Reading.Broken(
                        Denial.of(RpcError.invalidParameter(
                                "SignatureNonce", "must have at most " + LONGEST_NONCE + " characters")),
                        claim.manner())
                : new Reading.Claimed(claim);
    }

    /**
     * What the client asks for; else what it accepts; else the product's own: XML for ECS, JSON for others, and JSON for
     * every client that signs the newer way. Empty for a word that is no format.
     */
    private static Optional<Format> format(HttpCall http, Map<String, String> all, boolean isAcs3) {
        String word = text(all, "Format");
        if (!word.isEmpty()) {
            return Format.of(word);
        }
        String accept = text(http.headers(), "accept").toLowerCase(Locale.ROOT);
        if (accept.startsWith("application/xml") || accept.startsWith("text/xml")) {
            return Optional.of(Format.XML);
        }
        if (isAcs3 || accept.startsWith("application/json")) {
            return Optional.of(Format.JSON);
        }
        return Optional.of(
                Product.ofVersion(text(all, "Version")).equals(Optional.of(Product.ECS)) ? Format.XML : Format.JSON);
    }

    private static String text(Map<String, String> from, String name) {
        return from.getOrDefault(name, "");
    }
}
