package io.opsbus.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import io.opsbus.rpc.token.ClientTokens;
import io.opsbus.rpc.token.InMemoryClientTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceEndpointTest {
    private static final String VERSION = "2014-05-26";
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Parameter<String> NAME = Take.text("DiskName").required();

    private final List<Call> calls = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Tokens tokens = new Tokens();
    private boolean isAway = true;
    private final ServiceEndpoint endpoint = new ServiceEndpoint(
            new ActionTable(List.of(new CreateDisk())),
            KEY,
            new Repetitions(tokens, () -> "seed-" + calls.size()),
            (failure, identity) -> {
                failures.add(failure);
                return failure instanceof UncheckedIOException
                        ? new RpcError(503, "ServiceUnavailable", "Away.")
                        : RpcError.internalError();
            },
            () -> NOW);

    /** Tokens that may not be there to be told what became of a request. */
    private static final class Tokens implements ClientTokens {
        private final ClientTokens kept = new InMemoryClientTokens();
        private boolean isAway;

        @Override
        public Claim claim(Key key, String fingerprint, String freshSeed, Instant now) {
            return kept.claim(key, fingerprint, freshSeed, now);
        }

        private void orAway() {
            if (isAway) {
                throw new UncheckedIOException(new IOException("gone"));
            }
        }

        @Override
        public void answered(Key key, String seed, String reply, Instant now) {
            orAway();
            kept.answered(key, seed, reply, now);
        }

        @Override
        public void cutOff(Key key, String seed, Instant now) {
            orAway();
            kept.cutOff(key, seed, now);
        }

        @Override
        public void released(Key key, String seed) {
            orAway();
            kept.released(key, seed);
        }

        @Override
        public int forget(Instant now) {
            return kept.forget(now);
        }
    }

    private final class CreateDisk implements Action {
        private static final Declaration DECLARATION = Declaration.writing(VERSION, "CreateDisk", "Makes a disk.")
                .takes(NAME)
                .idempotent()
                .showsOnce("Secret")
                .end();

        @Override
        public Declaration declaration() {
            return DECLARATION;
        }

        @Override
        public Answer answer(Call call) {
            calls.add(call);
            return switch (call.get(NAME)) {
                case "full" -> new Answer.Refused(new RpcError(403, "QuotaExceed.PostPaidDisk", "No more disks."));
                case "away" -> {
                    if (isAway) {
                        throw new UncheckedIOException(new IOException("gone"));
                    }
                    yield new Answer.Reply(
                            Tree.fields().with("DiskId", call.fresh().id("d-", "disk", 20)));
                }
                case "bug" -> throw new IllegalStateException("secret detail");
                default -> {
                    String id = call.fresh().id("d-", "disk", 20);
                    Tree.Fields fields = Tree.fields().with("DiskId", id);
                    yield new Answer.Reply(
                            call.get(NAME).equals("sealed") ? fields.with("Secret", "s") : fields, List.of(id));
                }
            };
        }
    }

    @Test
    void aSignedCallIsAnsweredForItsAccount() {
        HttpReply reply = ask("CreateDisk", "DiskName=a", Format.JSON);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.bodyText()).matches("\\{\"RequestId\":\"R-1\",\"DiskId\":\"d-[0-9a-z]{20}\"}");
        assertThat(reply.headers().get(ServiceEndpoint.MADE_HEADER)).matches("d-[0-9a-z]{20}");
        assertThat(calls)
                .singleElement()
                .satisfies(call -> assertThat(call.accountId()).isEqualTo("169"));
    }

    @Test
    void xmlIsAnsweredWhereItIsWanted() {
        HttpReply reply = ask("CreateDisk", "DiskName=a", Format.XML);
        assertThat(reply.contentType()).isEqualTo("text/xml;charset=utf-8");
        assertThat(reply.bodyText()).contains("<CreateDiskResponse><RequestId>R-1</RequestId><DiskId>");
    }

    @Test
    void withoutTheGatewaysSignatureNothingRuns() {
        Map<String, String> forged = new HashMap<>(Map.of("host", "svc"));
        for (String header : List.of("", "none", "169/k", KEY.sign(identity("CreateDisk", Format.JSON), new byte[0]))) {
            forged.put(InternalKey.HEADER, header);
            HttpReply reply = endpoint.answer(call(forged, "DiskName=a"));
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.headers()).containsEntry(ServiceEndpoint.CODE_HEADER, "Forbidden.Unauthorized");
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void errorsOfParametersAndNamesComeFromTheDeclaration() {
        assertThat(code(ask("CreateDisk", "", Format.JSON))).isEqualTo("MissingParameter");
        assertThat(code(ask("CreateDisk", "DiskName=%zz", Format.JSON))).isEqualTo("InvalidParameter");
        assertThat(code(ask("DropDisk", "DiskName=a", Format.JSON))).isEqualTo("InvalidAction.NotFound");
        assertThat(calls).isEmpty();
    }

    @Test
    void aBugIsAnsweredWithoutItsText() {
        HttpReply reply = ask("CreateDisk", "DiskName=bug", Format.JSON);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.bodyText()).contains("InternalError").doesNotContain("secret");
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("secret detail"));
    }

    @Test
    void aTokenMakesTheSameRequestHearTheFirstAnswer() {
        String first =
                ask("CreateDisk", "DiskName=a&ClientToken=t", Format.JSON).bodyText();
        assertThat(ask("CreateDisk", "ClientToken=t&DiskName=a", Format.JSON).bodyText())
                .isEqualTo(first);
        assertThat(calls).hasSize(1);
        HttpReply other = ask("CreateDisk", "DiskName=b&ClientToken=t", Format.JSON);
        assertThat(other.status()).isEqualTo(400);
        assertThat(code(other)).isEqualTo("IdempotentParameterMismatch");
        assertThat(calls).hasSize(1);
    }

    @Test
    void aSecretOfAnAnswerIsToldOnceAndNotKept() {
        String first =
                ask("CreateDisk", "DiskName=sealed&ClientToken=t", Format.JSON).bodyText();
        assertThat(first).contains("\"Secret\":\"s\"");
        assertThat(ask("CreateDisk", "DiskName=sealed&ClientToken=t", Format.JSON)
                        .bodyText())
                .isEqualTo(first.replace(",\"Secret\":\"s\"", ""));
        assertThat(calls).hasSize(1);
    }

    @Test
    void aRefusedRequestMayUseItsTokenAgain() {
        assertThat(code(ask("CreateDisk", "DiskName=full&ClientToken=t", Format.JSON)))
                .isEqualTo("QuotaExceed.PostPaidDisk");
        assertThat(ask("CreateDisk", "DiskName=a&ClientToken=t", Format.JSON).status())
                .isEqualTo(200);
    }

    @Test
    void afterABugTheTokenIsBusyUntilItsLeaseEnds() {
        assertThat(ask("CreateDisk", "DiskName=bug&ClientToken=t", Format.JSON).status())
                .isEqualTo(500);
        assertThat(code(ask("CreateDisk", "DiskName=bug&ClientToken=t", Format.JSON)))
                .isEqualTo("LastTokenProcessing");
    }

    @Test
    void whatWasCutOffBecauseAPartIsAwayGoesOnWhenItIsSentAgainWithTheSameIds() {
        assertThat(ask("CreateDisk", "DiskName=away&ClientToken=t", Format.JSON).status())
                .isEqualTo(503);
        assertThat(code(ask("CreateDisk", "DiskName=a&ClientToken=t", Format.JSON)))
                .isEqualTo("IdempotentParameterMismatch");
        isAway = false;
        assertThat(ask("CreateDisk", "DiskName=away&ClientToken=t", Format.JSON).status())
                .isEqualTo(200);
        assertThat(calls).hasSize(2);
        assertThat(calls.getLast().fresh()).isEqualTo(calls.getFirst().fresh());
    }

    @Test
    void soItDoesWhenTheTokensThemselvesWereAway() {
        tokens.isAway = true;
        assertThat(ask("CreateDisk", "DiskName=away&ClientToken=t", Format.JSON).status())
                .isEqualTo(503);
        tokens.isAway = false;
        isAway = false;
        assertThat(ask("CreateDisk", "DiskName=away&ClientToken=t", Format.JSON).status())
                .isEqualTo(200);
        assertThat(calls.getLast().fresh()).isEqualTo(calls.getFirst().fresh());
    }

    /** Asked again while they are away it is cut off once more, and still goes on when they are back. */
    @Test
    void soItDoesWhenTheTokensAreAwayForTwoAttempts() {
        tokens.isAway = true;
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(ask("CreateDisk", "DiskName=away&ClientToken=t", Format.JSON)
                            .status())
                    .isEqualTo(503);
        }
        tokens.isAway = false;
        isAway = false;
        assertThat(ask("CreateDisk", "DiskName=away&ClientToken=t", Format.JSON).status())
                .isEqualTo(200);
    }

    @Test
    void whatWasDoneIsAnsweredThoughItsAnswerCannotBeKept() {
        tokens.isAway = true;
        String first =
                ask("CreateDisk", "DiskName=a&ClientToken=t", Format.JSON).bodyText();
        assertThat(first).contains("DiskId");
        assertThat(failures).hasSize(1);
        tokens.isAway = false;
        assertThat(ask("CreateDisk", "DiskName=a&ClientToken=t", Format.JSON).bodyText())
                .as("with the same id")
                .isEqualTo(first);
        assertThat(calls).hasSize(2);
    }

    @Test
    void whatWasRefusedIsGivenBackThoughItsTokenCouldNotBe() {
        tokens.isAway = true;
        assertThat(code(ask("CreateDisk", "DiskName=full&ClientToken=t", Format.JSON)))
                .isEqualTo("QuotaExceed.PostPaidDisk");
        tokens.isAway = false;
        assertThat(ask("CreateDisk", "DiskName=a&ClientToken=t", Format.JSON).status())
                .isEqualTo(200);
    }

    @Test
    void withoutATokenEveryRequestHasIdsOfItsOwn() {
        assertThat(ask("CreateDisk", "DiskName=a", Format.JSON).bodyText())
                .isNotEqualTo(ask("CreateDisk", "DiskName=a", Format.JSON).bodyText());
    }

    @Test
    void parameterValuesAreNotPrinted() {
        ask("CreateDisk", "DiskName=secret", Format.JSON);
        assertThat(calls.getFirst().toString()).doesNotContain("secret");
    }

    private HttpReply ask(String action, String form, Format format) {
        return endpoint.answer(call(
                Map.of(InternalKey.HEADER, KEY.sign(identity(action, format), form.getBytes(UTF_8))), form));
    }

    private static Identity identity(String action, Format format) {
        return new Identity("169", "OBkey", new ActionName(VERSION, action), "R-1", "ecs", format, "127.0.0.1", NOW);
    }

    private static HttpCall call(Map<String, String> headers, String form) {
        return new HttpCall("POST", ServiceEndpoint.PATH, "", headers, form.getBytes(UTF_8), "127.0.0.1");
    }

    private static String code(HttpReply reply) {
        return reply.headers().getOrDefault(ServiceEndpoint.CODE_HEADER, "");
    }
}
