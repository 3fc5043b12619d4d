package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rule.RuleTarget;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import java.util.ArrayList;
import java.util.List;

/** The six lists of targets the contract has. */
final class TargetParameters {
    private static final int MOST = RuleTarget.MOST_OF_KIND;
    private static final Parameter<String> ID = Take.text("Id")
            .meaning("The caller's name for the target; putting it again changes it.")
            .required();
    private static final Parameter<String> REGION = text("Region");

    private static final Parameter<String> GROUP =
            Take.text("ContactGroupName").names("contact-group").required();
    private static final Parameter<String> LEVEL = Take.word("Level", "2", "3", "4")
            .meaning("How the people are told: 2 by short message, mail and robot; 3 and 4 by mail and robot.")
            .or(RuleTarget.Contacts.EVERY_WAY);
    private static final Parameter<List<RuleTarget.Contacts>> CONTACTS = Take.structs(
            "ContactParameters",
            MOST,
            Struct.of(
                    values -> new RuleTarget.Contacts(values.get(ID), values.get(GROUP), values.get(LEVEL)),
                    ID,
                    GROUP,
                    LEVEL));

    private static final Parameter<String> METHOD =
            Take.word("Method", "GET", "POST").or("POST");
    private static final Parameter<String> PROTOCOL = text("Protocol");
    private static final Parameter<String> URL = Take.text("Url").required();
    private static final Parameter<List<RuleTarget.Webhook>> WEBHOOKS = Take.structs(
            "WebhookParameters",
            MOST,
            Struct.of(
                    values -> new RuleTarget.Webhook(
                            values.get(ID), values.get(METHOD), values.get(PROTOCOL), values.get(URL)),
                    ID,
                    METHOD,
                    PROTOCOL,
                    URL));

    private static final Parameter<String> QUEUE = text("Queue");
    private static final Parameter<String> TOPIC = text("Topic");
    private static final Parameter<List<RuleTarget.Queue>> QUEUES = Take.structs(
            "MnsParameters",
            MOST,
            Struct.of(
                    values -> new RuleTarget.Queue(
                            values.get(ID), values.get(REGION), values.get(QUEUE), values.get(TOPIC)),
                    ID,
                    REGION,
                    QUEUE,
                    TOPIC));

    private static final Parameter<String> SERVICE = text("ServiceName");
    private static final Parameter<String> FUNCTION = Take.text("FunctionName").required();
    private static final Parameter<List<RuleTarget.Function>> FUNCTIONS = Take.structs(
            "FcParameters",
            MOST,
            Struct.of(
                    values -> new RuleTarget.Function(
                            values.get(ID), values.get(REGION), values.get(SERVICE), values.get(FUNCTION)),
                    ID,
                    REGION,
                    SERVICE,
                    FUNCTION));

    private static final Parameter<String> PROJECT = Take.text("Project").required();
    private static final Parameter<String> STORE = Take.text("LogStore").required();
    private static final Parameter<List<RuleTarget.Log>> LOGS = Take.structs(
            "SlsParameters",
            MOST,
            Struct.of(
                    values -> new RuleTarget.Log(
                            values.get(ID), values.get(REGION), values.get(PROJECT), values.get(STORE)),
                    ID,
                    REGION,
                    PROJECT,
                    STORE));

    private static final Parameter<String> PRODUCT = Take.text("Product").required();
    private static final Parameter<String> VERSION = text("Version");
    private static final Parameter<String> ACTION = Take.text("Action").required();
    private static final Parameter<String> JSON = text("JsonParams");
    private static final Parameter<String> ROLE = text("Role");
    private static final Parameter<String> ARN = text("Arn");
    private static final Parameter<List<RuleTarget.OpenApi>> OPEN_APIS = Take.structs(
            "OpenApiParameters",
            MOST,
            Struct.of(
                    values -> new RuleTarget.OpenApi(
                            values.get(ID),
                            new RuleTarget.Call(
                                    values.get(PRODUCT),
                                    values.get(VERSION),
                                    values.get(ACTION),
                                    values.get(REGION),
                                    values.get(JSON)),
                            values.get(ROLE),
                            values.get(ARN)),
                    ID,
                    PRODUCT,
                    VERSION,
                    ACTION,
                    REGION,
                    JSON,
                    ROLE,
                    ARN));

    /** All of them. */
    static final List<Parameter<?>> ALL = List.of(CONTACTS, WEBHOOKS, QUEUES, FUNCTIONS, LOGS, OPEN_APIS);

    private TargetParameters() {}

    private static Parameter<String> text(String name) {
        return Take.text(name).or("");
    }

    /** Every target a call puts, in the order of the lists. */
    static List<RuleTarget> of(Call call) {
        var targets = new ArrayList<RuleTarget>();
        targets.addAll(call.get(CONTACTS));
        targets.addAll(call.get(WEBHOOKS));
        targets.addAll(call.get(QUEUES));
        targets.addAll(call.get(FUNCTIONS));
        targets.addAll(call.get(LOGS));
        targets.addAll(call.get(OPEN_APIS));
        return targets;
    }
}
