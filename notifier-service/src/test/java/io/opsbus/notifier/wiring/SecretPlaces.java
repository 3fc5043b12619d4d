package io.opsbus.notifier.wiring;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.tls.OwnCertificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Targets of every kind that has a secret, and a rule with people; each secret is a canary. */
final class SecretPlaces {
    private final Canaries canaries;
    private final Sink sink;
    private final OwnCertificate certificate;

    /** @param certificate shown by a target, and to it */
    SecretPlaces(Canaries canaries, Sink sink, OwnCertificate certificate) {
        this.canaries = canaries;
        this.sink = sink;
        this.certificate = certificate;
    }

    /** What the operator tells of places only he knows. */
    Map<String, Object> settings() {
        return Map.of(
                "opsbus.notifier.functions[0].url",
                sink.url("/ok/named-function"),
                "opsbus.notifier.functions[0].headers.X-Key",
                canaries.sings("header of a named function"),
                "opsbus.notifier.log-stores[0].endpoint",
                sink.url(""),
                "opsbus.notifier.log-stores[0].access-key-id",
                "LTAInamed",
                "opsbus.notifier.log-stores[0].access-key-secret",
                canaries.sings("key of a named log store"));
    }

    /** Where {@link Sink} is told of an event, one path a place. */
    List<String> paths() {
        return List.of(
                "/ok/web",
                "/echo/web",
                "/410/web",
                "/ok/function",
                "/robot/ding",
                "/robot/feishu",
                "/robot/" + canaries.of("path of a robot"),
                "/queues/q/messages",
                "/ok/otlp",
                "/logstores/store/shards/lb",
                "/robot/contact",
                "/ok/named-function");
    }

    /** A target of every kind that has a secret, and receivers of every temper. */
    List<Map<String, Object>> targets(String topic) {
        var signing = Base64.getEncoder().encodeToString(canaries.bytes(32));
        return List.of(
                Map.of(
                        "type", "webhook",
                        "url", sink.url("/ok/web"),
                        "headers", Map.of("X-Key", canaries.sings("header of a webhook")),
                        "secrets", List.of("whsec_" + canaries.keep("signing secret", signing))),
                Map.of(
                        "url", sink.url("/echo/web"),
                        "headers", Map.of("X-Key", canaries.sings("header that is reflected"))),
                Map.of(
                        "url", sink.url("/410/web"),
                        "headers", Map.of("X-Key", canaries.sings("header of a webhook that is gone"))),
                Map.of(
                        "url",
                        "https://127.0.0.1:1/",
                        "caPem",
                        certificate.pem(),
                        "clientCertificatePem",
                        certificate.pem(),
                        "clientKeyPem",
                        client()),
                Map.of(
                        "type", "function",
                        "url", sink.url("/ok/function"),
                        "headers", Map.of("X-Key", canaries.sings("header of a function"))),
                Map.of(
                        "type",
                        "robot",
                        "family",
                        "dingtalk",
                        "url",
                        sink.url("/robot/ding?access_token=" + canaries.sings("token of a robot")),
                        "secret",
                        "SEC" + canaries.sings("sign key of DingTalk")),
                Map.of(
                        "type",
                        "robot",
                        "family",
                        "feishu",
                        "url",
                        sink.url("/robot/feishu"),
                        "secret",
                        canaries.sings("sign key of Feishu")),
                Map.of(
                        "type", "robot",
                        "family", "slack",
                        "url", sink.url("/robot/" + canaries.sings("path of a robot"))),
                Map.of(
                        "type", "queue",
                        "queue", "q",
                        "endpoint", sink.url(""),
                        "accessKeyId", "LTAIqueue",
                        "accessKeySecret", canaries.sings("key of MNS")),
                Map.of(
                        "type", "log-store",
                        "endpoint", sink.url("/ok/otlp"),
                        "headers", Map.of("X-Key", canaries.sings("header of OTLP"))),
                Map.of(
                        "type", "log-store",
                        "protocol", "sls",
                        "endpoint", sink.url(""),
                        "project", "project",
                        "logstore", "store",
                        "accessKeyId", "LTAIsls",
                        "accessKeySecret", canaries.sings("key of SLS")),
                Map.of(
                        "type",
                        "kafka-topic",
                        "bootstrap",
                        Backbone.get().bootstrap(),
                        "topic",
                        topic,
                        "user",
                        "opsbus",
                        "password",
                        canaries.sings("password of a Kafka cluster"),
                        "caPem",
                        certificate.pem(),
                        "clientCertificatePem",
                        certificate.pem(),
                        "clientKeyPem",
                        client()),
                Map.of("type", "mail", "to", List.of("ops@example.com")),
                Map.of("type", "sms", "to", List.of("+8613800138000")));
    }

    /** The key a target is shown; the middle of it is looked for. */
    private String client() {
        var pem = certificate.keyPem();
        canaries.keep("key of a client's certificate", pem.lines().toList().get(2));
        return pem;
    }

    /** A rule with people, and with places only the operator knows; what was answered. */
    List<String> rule(KillableNotifier child, String account) {
        var answers = new ArrayList<String>();
        var robot = sink.url("/robot/contact?access_token=" + canaries.sings("token of a contact's robot"));
        answers.add(
                child.ask(account, "PutContact", "ContactName", "c", "Describe", "x", "Channels.DingWebHook", robot));
        answers.add(child.ask(account, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "c"));
        answers.add(child.ask(
                account,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "CRITICAL"));
        var targets = List.of(
                List.of("ContactParameters", "ContactGroupName", "g"),
                List.of("FcParameters", "ServiceName", "s", "FunctionName", "f", "Region", "cn-hangzhou"),
                List.of("SlsParameters", "Project", "named", "LogStore", "store", "Region", "cn-hangzhou"));
        for (var target : targets) {
            var parameters = new ArrayList<>(List.of("RuleName", "r", target.getFirst() + ".1.Id", target.getFirst()));
            for (var at = 1; at < target.size(); at += 2) {
                parameters.add(target.getFirst() + ".1." + target.get(at));
                parameters.add(target.get(at + 1));
            }
            answers.add(child.ask(account, "PutEventRuleTargets", parameters.toArray(String[]::new)));
        }
        for (var action : List.of("DescribeContactList", "DescribeContactGroupList", "DescribeEventRuleList")) {
            answers.add(child.ask(account, action));
        }
        answers.add(child.ask(account, "DescribeEventRuleTargetList", "RuleName", "r"));
        return answers;
    }
}
