package io.opsbus.event.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.kind.Advice.Language;
import io.opsbus.event.kind.EventType.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of guide 3.1 to 3.3, quoted. */
class GuideTablesTest {

    @Test
    void theGuidesTypesAreOurs() {
        // 3.1 事件类型; the name is the guide's 应对建议 where the two tables differ by a word
        Map<String, String> guide = new LinkedHashMap<>();
        guide.put("SystemMaintenance.Reboot", "因系统维护实例重启");
        guide.put("SystemFailure.Reboot", "因系统错误实例重启");
        guide.put("InstanceFailure.Reboot", "因实例错误实例重启");
        guide.put("InstanceExpiration.Stop", "因预付费实例到期停止");
        guide.put("AccountUnbalanced.Stop", "因账号欠费后按量付费资源停止");
        guide.put("InstanceExpiration.Delete", "因预付费实例到期释放");
        guide.put("AccountUnbalanced.Delete", "因账户欠费后按量付费资源释放");
        guide.forEach((word, name) -> assertThat(Advice.of(EventType.parse(word).orElseThrow(), Language.CHINESE)
                        .name())
                .as(word)
                .isEqualTo(name));
    }

    @Test
    void theGuidesStatesAreIntermediateOrStable() {
        // 3.1 事件状态: 中间状态 / 稳定状态
        assertThat(Arrays.stream(EventStatus.values()).filter(EventStatus::isOpen))
                .containsExactly(EventStatus.INQUIRING, EventStatus.SCHEDULED, EventStatus.EXECUTING);
        assertThat(Arrays.stream(EventStatus.values()).filter(status -> !status.isOpen()))
                .containsExactly(EventStatus.EXECUTED, EventStatus.AVOIDED, EventStatus.CANCELED, EventStatus.FAILED);
    }

    @Test
    void theGuidesWindowsAreOurs() {
        // 3.1 事件窗口
        assertThat(EventType.MAINTENANCE_REBOOT.window().promised()).isEqualTo(Duration.ofHours(24));
        assertThat(EventType.MAINTENANCE_REBOOT.window().longest()).isEqualTo(Duration.ofDays(2));
        assertThat(EventType.EXPIRATION_STOP.window().longest()).isEqualTo(Duration.ofDays(3));
        assertThat(EventType.UNBALANCED_STOP.window().longest()).isLessThanOrEqualTo(Duration.ofHours(1));
        assertThat(EventType.EXPIRATION_DELETE.window().longest()).isEqualTo(Duration.ofDays(15));
        assertThat(EventType.UNBALANCED_DELETE.window().longest()).isEqualTo(Duration.ofDays(15));
        for (EventType sudden : Set.of(
                EventType.FAILURE_REBOOT, EventType.FAILURE_STOP, EventType.INSTANCE_REBOOT, EventType.DISK_STALLED)) {
            assertThat(sudden.window()).isEqualTo(UserWindow.NONE);
            assertThat(sudden.beginsIn(EventStatus.SCHEDULED)).isFalse();
        }
        assertThat(UserWindow.MAINTENANCE.opens(Instant.parse("2019-04-12T01:01:01Z")))
                .isEqualTo("2019-04-10T01:01:01Z");
    }

    @Test
    void theGuidesFailedCreationIsAvoidedWhileItIsExecuted() {
        // 3.3 状态区别: 您自行释放了实例 — 已避免（Avoided）
        assertThat(Arrays.stream(EventType.values()).filter(type -> type.isAvoidedWhileExecuted(Deed.RELEASE)))
                .containsExactly(EventType.FAILURE_DELETE);
        assertThat(Arrays.stream(Deed.values()).filter(EventType.FAILURE_DELETE::isAvoidedWhileExecuted))
                .containsExactly(Deed.RELEASE);
    }

    @Test
    void aRestartThroughTheApiAvoidsAPlannedRestart() {
        assertThat(EventType.MAINTENANCE_REBOOT.isAvoidedBy(Deed.REBOOT)).isTrue();
        assertThat(EventType.MAINTENANCE_REBOOT.isAvoidedBy(Deed.RENEW)).isFalse();
        // 3.2: 自动恢复 — 是否可以人工干预: 否
        for (Deed deed : Deed.values()) {
            assertThat(EventType.FAILURE_REBOOT.isAvoidedBy(deed))
                    .as(deed.name())
                    .isFalse();
        }
    }

    @Test
    void theTypesOfTheContractAreOurs() {
        // API facts 3.3
        assertThat(words(type -> !type.isOfDisk()))
                .containsExactlyInAnyOrder(("SystemMaintenance.Reboot SystemMaintenance.Redeploy SystemMaintenance.Stop"
                                + " SystemMaintenance.IsolateErrorDisk SystemMaintenance.ReInitErrorDisk"
                                + " SystemMaintenance.RebootAndIsolateErrorDisk"
                                + " SystemMaintenance.RebootAndReInitErrorDisk"
                                + " SystemMaintenance.CleanInactiveDisks SystemMaintenance.PerformanceImpact"
                                + " SystemFailure.Reboot SystemFailure.Redeploy SystemFailure.Stop"
                                + " SystemFailure.Delete InstanceFailure.Reboot InstanceExpiration.Stop"
                                + " InstanceExpiration.Delete AccountUnbalanced.Stop AccountUnbalanced.Delete")
                        .split(" "));
        assertThat(words(EventType::isOfDisk))
                .containsExactlyInAnyOrder("Degraded", "SeverelyDegraded", "Stalled", "ErrorDetected");
        assertThat(words(type -> type.has(Trait.SIMULATABLE)))
                .containsExactlyInAnyOrder(
                        "SystemMaintenance.Reboot",
                        "SystemMaintenance.Stop",
                        "SystemMaintenance.Redeploy",
                        "SystemFailure.Reboot",
                        "SystemFailure.Redeploy",
                        "SystemFailure.Stop",
                        "InstanceFailure.Reboot");
    }

    @Test
    void theCodesSeenInSamplesAreOurs() {
        // API facts 3.3
        assertThat(EventStatus.SCHEDULED.code()).isEqualTo(24);
        assertThat(EventStatus.INQUIRING.code()).isEqualTo(28);
        assertThat(EventStatus.AVOIDED.code()).isEqualTo(8);
        assertThat(EventStatus.EXECUTED.code()).isZero();
        assertThat(EventType.MAINTENANCE_REBOOT.code()).isEqualTo(1);
        assertThat(EventType.MAINTENANCE_REBOOT_AND_ISOLATE_DISK.code()).isEqualTo(3);
        assertThat(EventType.EXPIRATION_STOP.code()).isEqualTo(34);
        assertThat(EventType.FAILURE_REBOOT.code()).isEqualTo(65);
        assertThat(EventType.DISK_DEGRADED.code()).isEqualTo(1);
        assertThat(EventType.DISK_STALLED.code()).isEqualTo(7);
    }

    @Test
    void noTwoTypesOfOneKindHaveOneCode() {
        for (boolean disk : new boolean[] {true, false}) {
            assertThat(Arrays.stream(EventType.values())
                            .filter(type -> type.isOfDisk() == disk)
                            .map(EventType::code))
                    .doesNotHaveDuplicates();
        }
        assertThat(Arrays.stream(EventStatus.values()).map(EventStatus::code)).doesNotHaveDuplicates();
    }

    @Test
    void wordsReadBack() {
        for (EventType type : EventType.values()) {
            assertThat(EventType.parse(type.word())).contains(type);
        }
        for (EventStatus status : EventStatus.values()) {
            assertThat(EventStatus.parse(status.word())).contains(status);
        }
        assertThat(EventType.parse("systemmaintenance.reboot")).isEmpty();
        assertThat(EventStatus.parse("")).isEmpty();
    }

    @Test
    void everyTypeHasAdviceInBothLanguages() {
        for (EventType type : EventType.values()) {
            for (Language language : Language.values()) {
                var advice = Advice.of(type, language);
                assertThat(advice.name() + advice.impact() + advice.measure())
                        .as(type + " " + language)
                        .matches(text ->
                                text.codePoints().anyMatch(Character::isIdeographic) == (language == Language.CHINESE));
                assertThat(advice.name()).isNotBlank();
                assertThat(advice.impact()).isNotBlank();
                assertThat(advice.measure()).isNotBlank();
            }
        }
        assertThat(Advice.of(EventType.MAINTENANCE_REBOOT, Language.CHINESE).measure())
                .contains("在实例内部重启无法应对系统事件");
    }

    @Test
    void familiesNoLongerSoldHaveNoEvents() {
        // 3.1 使用限制
        assertThat(Families.GUIDE.haveEvents("ecs.sn2.medium")).isFalse();
        assertThat(Families.GUIDE.haveEvents("ecs.e3.small")).isFalse();
        assertThat(Families.GUIDE.haveEvents("ecs.g6.large")).isTrue();
        assertThat(Families.GUIDE.haveEvents("ecs.t5-lc1m1.small")).isTrue();
        assertThat(Families.GUIDE.haveEvents("managed")).isTrue();
        assertThat(Families.GUIDE.haveEvents("")).isTrue();
    }

    private static Set<String> words(java.util.function.Predicate<EventType> which) {
        return Arrays.stream(EventType.values())
                .filter(which)
                .map(EventType::word)
                .collect(Collectors.toSet());
    }
}
