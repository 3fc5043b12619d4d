package io.opsbus.notifier.channel.logstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Answered;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP as OpenTelemetry's own classes read it, and answers as they write them. */
class OtlpMessageTest {
    private static final String STATUS = "{\"code\":3,\"message\":\"the record is too large\",\"details\":[]}";

    private final Peer peer = Peer.start();
    private final LogStoreChannel channel = new LogStoreChannel(peer.client(), peer.clock());

    @AfterEach
    void stop() {
        peer.close();
    }

    private Outcome send(String event) {
        var target = Read.target(Map.of(
                "type", "log-store",
                "endpoint", peer.url("/v1/logs"),
                "headers", Map.of("authorization", "Bearer t")));
        return Sent.to(target, 1, event).on(channel);
    }

    /** What the peer got last; a field they do not know is an error to them. */
    private ExportLogsServiceRequest request() throws InvalidProtocolBufferException {
        var request = ExportLogsServiceRequest.newBuilder();
        JsonFormat.parser().merge(peer.body(), request);
        return request.build();
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    private void answers(ExportLogsPartialSuccess.Builder part) throws InvalidProtocolBufferException {
        var answer = ExportLogsServiceResponse.newBuilder().setPartialSuccess(part);
        peer.answers(200, JsonFormat.printer().print(answer));
    }

    @Test
    void theOfficialClassesReadOneRecordWhoseBodyIsTheGuidesJson() throws InvalidProtocolBufferException {
        peer.answers(200, JsonFormat.printer().print(ExportLogsServiceResponse.getDefaultInstance()));
        assertThat(send(Sent.REBOOT).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(peer.last().target()).isEqualTo("/v1/logs");
        assertThat(peer.header("content-type")).isEqualTo("application/json");
        assertThat(peer.header("authorization")).isEqualTo("Bearer t");
        assertThat(request().getResourceLogsList()).hasSize(1);
        var resource = request().getResourceLogs(0);
        assertThat(texts(resource.getResource().getAttributesList()))
                .containsOnly(
                        entry("cloud.provider", "alibaba_cloud"),
                        entry("cloud.account.id", "169070*****30"),
                        entry("cloud.region", "cn-hangzhou"),
                        entry("cloud.resource_id", "acs:ecs:cn-hangzhou:169070*****30:instance/i-bp1ecr*****5go2go"));
        assertThat(resource.getScopeLogsList()).hasSize(1);
        assertThat(resource.getScopeLogs(0).getLogRecordsList()).hasSize(1);
        var record = resource.getScopeLogs(0).getLogRecords(0);
        assertThat(record.getBody().getStringValue()).isEqualTo(Sent.REBOOT);
        assertThat(record.getTimeUnixNano()).isEqualTo(nanos(Instant.parse("2019-04-09T04:18:26.922Z")));
        assertThat(record.getObservedTimeUnixNano()).isEqualTo(nanos(Given.NOON));
        assertThat(record.getEventName()).isEqualTo("Instance:SystemMaintenance.Reboot:Scheduled");
        assertThat(texts(record.getAttributesList()))
                .containsEntry("event.id", "2256A988-0B26-4E2B-820A-8A*****E5")
                .containsEntry("opsbus.delivery.id", "00000000-0000-8000-8000-000000000001");
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL, SEVERITY_NUMBER_FATAL",
        "WARN, SEVERITY_NUMBER_WARN",
        "INFO, SEVERITY_NUMBER_INFO",
        "'', SEVERITY_NUMBER_INFO"
    })
    void aLevelIsOneOfTheirSeverities(String level, SeverityNumber severity) throws InvalidProtocolBufferException {
        send(Sent.REBOOT.replace("CRITICAL", level));
        var record = request().getResourceLogs(0).getScopeLogs(0).getLogRecords(0);
        assertThat(record.getSeverityNumber()).isEqualTo(severity);
        assertThat(record.getSeverityText()).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"partialSuccess\":{}}", "{\"partialSuccess\":null}", "ok"})
    void aSuccessIsOneHoweverItIsSaid(String body) {
        peer.answers(200, body);
        assertThat(send(Sent.REBOOT).verdict()).isEqualTo(Verdict.DELIVERED);
    }

    /** The one record was refused by who took the request: nothing was stored, and the specification forbids to send it again. */
    @Test
    void ofAPartialSuccessTheRecordIsDeadAndItIsToldWhy() throws InvalidProtocolBufferException {
        answers(ExportLogsPartialSuccess.newBuilder().setRejectedLogRecords(1).setErrorMessage("entry too far behind"));
        var outcome = send(Sent.REBOOT);
        assertThat(outcome.verdict()).isEqualTo(Verdict.DEAD);
        assertThat(outcome.label()).isEqualTo("partial-success");
        assertThat(outcome.said()).contains("entry too far behind");
    }

    @Test
    void aWarningOfAFullSuccessIsKept() throws InvalidProtocolBufferException {
        answers(ExportLogsPartialSuccess.newBuilder().setErrorMessage("use the other endpoint"));
        var outcome = send(Sent.REBOOT);
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(outcome.said()).contains("use the other endpoint");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void whoAsksForQuietIsGivenIt(int status) {
        peer.answers(status, Map.of("Content-Type", "application/json", "Retry-After", "90"), STATUS);
        var outcome = send(Sent.REBOOT);
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.retryAfter()).contains(Given.NOON.plusSeconds(90));
        assertThat(outcome.said()).contains("retry-after: 90", "the record is too large");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void aBrokenServerIsTriedAgain(int status) {
        peer.answers(status, STATUS);
        assertThat(send(Sent.REBOOT).verdict()).isEqualTo(Verdict.RETRY);
    }

    @Test
    void whatWillNeverBeTakenIsDeadAndItIsToldWhy() {
        peer.answers(400, STATUS);
        var outcome = send(Sent.REBOOT);
        assertThat(outcome.verdict()).isEqualTo(Verdict.DEAD);
        assertThat(outcome.label()).isEqualTo("otlp-invalid");
        assertThat(outcome.said()).contains("the record is too large");
    }

    @ParameterizedTest
    @CsvSource({"400, <html>plain HTTP was sent to an HTTPS port</html>", "400, ''", "401, '{\"message\":\"no\"}'"})
    void aRefusalThatIsNotTheirsMayPass(int status, String body) {
        peer.answers(status, body);
        var outcome = send(Sent.REBOOT);
        assertThat(outcome).isInstanceOf(Answered.class);
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY_REFUSED);
    }
}
