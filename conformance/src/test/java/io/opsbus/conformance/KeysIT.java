package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.Dialect.Generation;
import io.opsbus.conformance.Dialect.Signature;
import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.sdk.Sdks;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.util.Map;
import java.util.Objects;

/** What an SDK's user sees when the key is not right. */
@VerifiedAgainst(Source.SDK)
class KeysIT {
    private static final String WRONG = "0123456789abcdefghijABCDEFGHIJ";

    @InEveryDialect
    void aWrongSecretIsToldAsTheSdkTellsIt(Caller caller) {
        Answer.Refused refused = ask(caller, new AccessKey(caller.target().key().id(), WRONG));
        boolean comparesStrings = caller.dialect().generation() == Generation.CORE
                && caller.dialect().signature() == Signature.V1;
        // the older SDK compares the string to sign in the message with its own: equal means the secret is wrong
        assertThat(refused.code())
                .isIn(
                        comparesStrings ? "SDK.InvalidAccessKeySecret" : "SignatureDoesNotMatch",
                        "InvalidAccessKeySecret");
    }

    @InEveryDialect
    void anUnknownKeyIsNotFound(Caller caller) {
        assertThat(ask(caller, new AccessKey("LTAI4nobodyhasthiskey0", WRONG)).code())
                .isEqualTo("InvalidAccessKeyId.NotFound");
    }

    private static Answer.Refused ask(Caller caller, AccessKey key) {
        Target target = caller.target();
        var endpoint = new Sdks.Endpoint(
                Objects.requireNonNull(target.url(caller.dialect().scheme())), target.caFile(), key, target.region());
        return Sdks.open(caller.dialect(), endpoint)
                .call("DescribeRegions", Map.of())
                .refusal();
    }
}
