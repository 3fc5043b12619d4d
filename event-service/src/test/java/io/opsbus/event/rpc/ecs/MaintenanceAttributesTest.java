package io.opsbus.event.rpc.ecs;

import static io.opsbus.event.rpc.ecs.EventsInMemory.ALICE;
import static io.opsbus.event.rpc.ecs.EventsInMemory.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.rpc.ecs.EventsInMemory.Told;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Describe- and ModifyInstanceMaintenanceAttributes (contract 2.1). */
class MaintenanceAttributesTest {
    private static final String FIRST = "/MaintenanceAttributes/MaintenanceAttribute/0";
    private final EventsInMemory ecs = new EventsInMemory();

    @BeforeEach
    void instances() {
        ecs.running(ALICE, "i-1");
        ecs.running(ALICE, "i-2");
        ecs.running(BOB, "i-b");
    }

    @Test
    void whatWasNeverSaidIsUsual() {
        Told told = ecs.done(ALICE, "DescribeInstanceMaintenanceAttributes", "InstanceId.1", "i-1");
        assertThat(told.total()).isEqualTo(1);
        assertThat(told.text(FIRST + "/InstanceId")).isEqualTo("i-1");
        assertThat(told.text(FIRST + "/ActionOnMaintenance/Value")).isEqualTo("AutoRecover");
        assertThat(told.text(FIRST + "/ActionOnMaintenance/DefaultValue")).isEqualTo("AutoRecover");
        assertThat(told.body().at(FIRST + "/ActionOnMaintenance/SupportedValues/SupportedValue"))
                .hasSize(3);
        assertThat(told.body().at(FIRST + "/NotifyOnMaintenance").asBoolean(true))
                .isFalse();
        assertThat(told.body().at(FIRST + "/MaintenanceWindows/MaintenanceWindow"))
                .isEmpty();
        assertThat(ecs.done(ALICE, "DescribeInstanceMaintenanceAttributes").total())
                .isEqualTo(2);
        assertThat(ecs.done(ALICE, "DescribeInstanceMaintenanceAttributes", "PageSize", "1", "PageNumber", "2")
                        .body()
                        .at("/MaintenanceAttributes/MaintenanceAttribute"))
                .hasSize(1);
    }

    @Test
    void whatIsSentIsSetAndTheRestStays() {
        modify(Map.of(
                "InstanceId.1", "i-1",
                "InstanceId.2", "i-2",
                "ActionOnMaintenance", "Stop",
                "MaintenanceWindow.1.StartTime", "22:00:00",
                "MaintenanceWindow.1.EndTime", "06:00:00"));
        modify(Map.of("InstanceId.1", "i-1", "NotifyOnMaintenance", "true"));
        for (String id : new String[] {"i-1", "i-2"}) {
            Told told = ecs.done(ALICE, "DescribeInstanceMaintenanceAttributes", "InstanceId.1", id);
            assertThat(told.text(FIRST + "/ActionOnMaintenance/Value")).isEqualTo("Stop");
            assertThat(told.text(FIRST + "/MaintenanceWindows/MaintenanceWindow/0/StartTime"))
                    .isEqualTo("22:00:00");
            assertThat(told.text(FIRST + "/MaintenanceWindows/MaintenanceWindow/0/EndTime"))
                    .isEqualTo("06:00:00");
            assertThat(told.body().at(FIRST + "/NotifyOnMaintenance").asBoolean())
                    .isEqualTo(id.equals("i-1"));
        }
    }

    @Test
    void ofSeveralInstancesAllAreChangedOrNone() {
        Told told = ask(
                "ModifyInstanceMaintenanceAttributes",
                Map.of("InstanceId.1", "i-1", "InstanceId.2", "i-b", "ActionOnMaintenance", "Stop"));
        assertThat(told.code()).isEqualTo("InvalidInstanceId.NotFound");
        assertThat(ecs.done(ALICE, "DescribeInstanceMaintenanceAttributes", "InstanceId.1", "i-1")
                        .text(FIRST + "/ActionOnMaintenance/Value"))
                .isEqualTo("AutoRecover");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "ModifyInstanceMaintenanceAttributes ActionOnMaintenance=Sing InvalidParameter 403",
                "ModifyInstanceMaintenanceAttributes NotifyOnMaintenance=perhaps InvalidParameter 403",
                "ModifyInstanceMaintenanceAttributes MaintenanceWindow.1.EndTime=02:30:00 InvalidParameter 403",
                "ModifyInstanceMaintenanceAttributes MaintenanceWindow.1.EndTime=24:00:00 InvalidParameter 403",
                "ModifyInstanceMaintenanceAttributes MaintenanceWindow.1.EndTime=02:00:00 InvalidParameter 403",
                "ModifyInstanceMaintenanceAttributes MaintenanceWindow.1.EndTime= MissingParameter 400",
                "ModifyInstanceMaintenanceAttributes InstanceId.1=i-none InvalidInstanceId.NotFound 404",
                "ModifyInstanceMaintenanceAttributes RegionId= MissingParameter 400",
                "DescribeInstanceMaintenanceAttributes InstanceId.1=i-b InvalidInstanceId.NotFound 404",
                "DescribeInstanceMaintenanceAttributes InstanceId.1= InvalidParameter 400",
            })
    void whatIsWrongIsToldWithItsCode(String action, String parameter, String code, int status) {
        String[] pair = parameter.split("=", 2);
        Map<String, String> form = new TreeMap<>(Map.of("InstanceId.1", "i-1"));
        if (pair[0].startsWith("MaintenanceWindow")) {
            form.put("MaintenanceWindow.1.StartTime", "02:00:00");
        }
        form.put(pair[0], pair[1]);
        Told told = ask(action, form);
        assertThat(told.code()).as(told.body().toString()).isEqualTo(code);
        assertThat(told.status()).isEqualTo(status);
    }

    @Test
    void aModificationNamesInstances() {
        assertThat(ask("ModifyInstanceMaintenanceAttributes", Map.of("ActionOnMaintenance", "Stop"))
                        .code())
                .isEqualTo("MissingParameter");
        Map<String, String> many = new TreeMap<>();
        for (int n = 1; n <= 101; n++) {
            many.put("InstanceId." + n, "i-" + n);
        }
        assertThat(ask("DescribeInstanceMaintenanceAttributes", many).code()).isEqualTo("InstanceIdLimitExceeded");
    }

    private Told ask(String action, Map<String, String> form) {
        Map<String, String> all = new TreeMap<>(Map.of("RegionId", EventsInMemory.REGION));
        all.putAll(form);
        return ecs.ask(ALICE, action, all);
    }

    private void modify(Map<String, String> form) {
        Told told = ask("ModifyInstanceMaintenanceAttributes", form);
        assertThat(told.status()).as(told.body().toString()).isEqualTo(200);
    }
}
