package io.opsbus.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.contract.PageSectionContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every Action of the contract is served, or is told not to be with what to use instead. */
class NotServedPageTest extends PageSectionContract {
    private static final String OF_CONTRACT = "contract-actions.txt";
    private static final Pattern NAMED = Pattern.compile("`((?:[A-Z][a-z]+){2,})`");

    /** Actions that are missed alike. */
    private record Missing(String product, List<String> actions, String instead) {
        static Missing of(String product, String actions, String instead) {
            return new Missing(product, Arrays.asList(actions.split(" ", -1)), instead);
        }

        String row() {
            String names = actions.stream().collect(Collectors.joining("`, `", "`", "`"));
            return "| %s | %s | %s |%n".formatted(product, names, instead);
        }
    }

    private static final List<Missing> ALL = List.of(
            Missing.of(
                    "ECS",
                    "CreateInstance",
                    "`RunInstances` with `Amount=1`; it starts the instance, so `StopInstance` where it is to stay off."),
            Missing.of("ECS", "AddTags", "`TagResources`."),
            Missing.of("ECS", "RemoveTags", "`UntagResources`."),
            Missing.of("ECS", "DescribeTags", "`ListTagResources`."),
            Missing.of(
                    "ECS",
                    "DescribeResourceByTags",
                    "`ListTagResources` with `Tag.N`; `DescribeInstances`, `DescribeDisks` and `DescribeSnapshots` take `Tag.N` too."),
            Missing.of(
                    "ECS",
                    "DescribeCloudAssistantSettings ModifyCloudAssistantSettings",
                    "Settings of the installation: [invocation-service](../invocation-service/README.md) has where output is delivered and what agents may do."),
            Missing.of(
                    "ECS",
                    "CreateDiagnosticReport DescribeDiagnosticReports DescribeDiagnosticReportAttributes DeleteDiagnosticReports"
                            + " CreateDiagnosticMetricSet DescribeDiagnosticMetricSets ModifyDiagnosticMetricSet"
                            + " DeleteDiagnosticMetricSets DescribeDiagnosticMetrics",
                    "`DescribeInstancesFullStatus` for health, `GetInstanceConsoleOutput` and `GetInstanceScreenshot` for what a machine"
                            + " shows, `RunCommand` for a look inside."),
            Missing.of(
                    "ECS",
                    "DescribeInstanceMonitorData DescribeDiskMonitorData DescribeEniMonitorData DescribeSnapshotMonitorData",
                    "None: no metrics are collected. `RunCommand` for a figure now and then."),
            Missing.of(
                    "ECS (not in our facts)",
                    "DescribeImages DescribeVSwitches DescribeVpcs",
                    "The table of [instance-service](../instance-service/README.md#what-runinstances-can-name): images and vSwitches are fixed."),
            Missing.of(
                    "ECS (not in our facts)",
                    "DescribeInstanceTypes",
                    "`DescribeAvailableResource` with `DestinationResource=InstanceType`; `DescribeZones` names them too."),
            Missing.of(
                    "CMS",
                    "DescribeSystemEventHistogram",
                    "`DescribeSystemEventCount`, or `DescribeSystemEventAttribute` and count."),
            Missing.of(
                    "CMS",
                    "PutResourceMetricRule PutResourceMetricRules DescribeMetricRuleList DeleteMetricRules EnableMetricRules"
                            + " DisableMetricRules DescribeAlertLogList DescribeAlertLogCount DescribeAlertHistoryList"
                            + " DescribeAlertingMetricRuleResources",
                    "None for metrics; `PutEventRule` for events, and `PutCustomEvent` with a rule for what a program of yours measures."),
            Missing.of(
                    "CMS",
                    "DescribeMetricList DescribeMetricLast DescribeMetricData DescribeMetricTop DescribeMetricMetaList"
                            + " DescribeProjectMeta PutCustomMetric DescribeCustomMetricList",
                    "None: no metrics are collected."),
            Missing.of(
                    "CMS",
                    "DescribeMonitoringAgentHosts DescribeMonitoringAgentStatuses InstallMonitoringAgent",
                    "`DescribeCloudAssistantStatus` and `InstallCloudAssistant`: the one agent is Cloud Assistant's."),
            Missing.of(
                    "OOS",
                    "ValidateTemplateContent CreateTemplate UpdateTemplate GetTemplate ListTemplates DeleteTemplate DeleteTemplates"
                            + " ListTemplateVersions ListActions GetExecutionTemplate GenerateExecutionPolicy",
                    "None: templates are not run. `CreateCommand` keeps a script, `RunCommand` runs one on up to 50 instances."),
            Missing.of(
                    "OOS",
                    "StartExecution ListExecutions ListTaskExecutions ListExecutionLogs NotifyExecution CancelExecution"
                            + " DeleteExecutions TriggerExecution UpdateExecution ListExecutionRiskyTasks",
                    "`InvokeCommand`, at times too; `DescribeInvocations` and `StopInvocation`."),
            Missing.of(
                    "OOS",
                    "CreateParameter GetParameter ListParameters UpdateParameter DeleteParameter CreateSecretParameter"
                            + " GetSecretParameter SetServiceSettings GetServiceSettings",
                    "Parameters of a command (`EnableParameter`)."),
            Missing.of(
                    "OOS",
                    "DescribeRegions TagResources UntagResources ListTagResources ListTagKeys ListTagValues",
                    "Those of ECS: send `Version=2014-05-26`."));

    @Override
    protected String section() {
        return "not-served";
    }

    @Override
    protected String text() {
        StringBuilder text = new StringBuilder("""
                ## Not served

                Actions of the API facts that no service here declares: each is answered `InvalidAction.NotFound`, those of OOS
                `InvalidVersion`, for no service has announced that product.

                | product | Actions | instead |
                |---|---|---|
                """);
        ALL.forEach(missing -> text.append(missing.row()));
        return text.toString();
    }

    @Test
    void everyActionOfTheContractIsServedOrStandsHere() throws IOException {
        Set<String> served = served();
        List<String> told = ALL.stream()
                .flatMap(missing -> missing.actions().stream()
                        .map(action -> missing.product().split(" ", 2)[0] + " " + action))
                .toList();
        assertThat(told).doesNotHaveDuplicates().doesNotContainAnyElementsOf(served);
        Set<String> known = new TreeSet<>(served);
        known.addAll(told);
        assertThat(known).containsAll(ofContract());
    }

    @Test
    void whatIsToBeUsedInsteadIsServed() throws IOException {
        Set<String> names = served().stream().map(name -> name.split(" ", 2)[1]).collect(Collectors.toSet());
        List<String> advised = new ArrayList<>();
        for (Missing missing : ALL) {
            Matcher matcher = NAMED.matcher(missing.instead());
            while (matcher.find()) {
                advised.add(matcher.group(1));
            }
        }
        advised.remove("EnableParameter");
        assertThat(advised).hasSizeGreaterThan(15).isSubsetOf(names);
    }

    /** What the sections of services have; each is held to the declarations by its service's own test. */
    private static Set<String> served() throws IOException {
        Set<String> served = new TreeSet<>();
        String product = "";
        for (String line : page().lines().toList()) {
            if (line.matches("## [A-Z]+ \\d{4}-\\d{2}-\\d{2}: .*")) {
                product = line.split(" ", 3)[1];
            } else if (line.startsWith("### ")) {
                served.add(product + " " + line.substring(4));
            }
        }
        return served;
    }

    private static List<String> ofContract() throws IOException {
        try (InputStream from = Objects.requireNonNull(NotServedPageTest.class.getResourceAsStream(OF_CONTRACT))) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
