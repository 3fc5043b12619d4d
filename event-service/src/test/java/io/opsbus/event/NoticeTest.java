package io.opsbus.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.Notice.Address;
import io.opsbus.event.Notice.Grade;
import io.opsbus.event.Notice.Subject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoticeTest {
    private static final EventName NAME = new EventName("Instance:StateChange");
    private static final Grade GRADE = new Grade(Level.INFO, Set.of(Level.INFO));
    private static final Address ADDRESS = new Address(
            "cn-hangzhou", "169070*****30", "acs:ecs:cn-hangzhou:169070*****30:instance/i-bp1ecr*****5go2go");
    private static final Subject SUBJECT = new Subject("instanceId", "i-bp1ecr*****5go2go");
    private static final Notice SOUND = new Notice("9435EAD6", NAME, GRADE, ADDRESS, SUBJECT);

    @Test
    void aNoticeThatAgreesWithItselfBreaksNoRule() {
        assertThat(SOUND.violations()).isEmpty();
    }

    @Test
    void aNameNoTableListsIsNamed() {
        var notice = new Notice("1", NAME, new Grade(Level.INFO, Set.of()), ADDRESS, SUBJECT);
        assertThat(codes(notice)).containsExactly("name/UnknownEventName");
    }

    @Test
    void aLevelTheNameDoesNotHaveIsNamedTogetherWithTheOnesItHas() {
        var notice = new Notice("1", NAME, new Grade(Level.CRITICAL, Set.of(Level.WARN, Level.INFO)), ADDRESS, SUBJECT);
        assertThat(codes(notice)).containsExactly("level/LevelNotAllowed");
        assertThat(notice.violations().getFirst().message())
                .contains("INFO or WARN")
                .contains("CRITICAL");
    }

    @Test
    void aResourceThatIsNoArnIsNamed() {
        for (String text : List.of(
                "",
                "i-bp1ecr",
                "acs:ecs:cn-hangzhou:1:instance/",
                "acs:ecs:cn-hangzhou:1:instance",
                "acs:oss:cn-hangzhou:1:instance/i-1",
                "acs:ecs:cn hangzhou:1:instance/i-1",
                "acs:ecs:cn-hangzhou:1:instance/i-1/../i-2",
                "acs:ecs:cn-hangzhou:1:instance/i-1\n",
                "acs:ecs:cn-hangzhou:1:instance/" + "i".repeat(600))) {
            assertThat(codes(at(new Address("cn-hangzhou", "1", text))))
                    .containsExactly("resourceId/InvalidResourceId");
        }
    }

    @Test
    void anArnOfAnotherRegionAccountKindOrIdIsNamed() {
        String end = "instance/i-bp1ecr*****5go2go";
        for (String arn : List.of(
                "acs:ecs:cn-beijing:169070*****30:" + end,
                "acs:ecs:cn-hangzhou:269070*****30:" + end,
                "acs:ecs:cn-hangzhou:169070*****30:disk/i-bp1ecr*****5go2go",
                "acs:ecs:cn-hangzhou:169070*****30:instance/i-other")) {
            assertThat(codes(at(new Address("cn-hangzhou", "169070*****30", arn))))
                    .as(arn)
                    .containsExactly("resourceId/ResourceMismatch");
        }
    }

    @Test
    void anEmptyAccountIsNeverAnyAccount() {
        assertThat(codes(at(new Address("cn-hangzhou", "", "acs:ecs:cn-hangzhou::instance/i-1"))))
                .containsExactly("userId/InvalidAccount", "resourceId/InvalidResourceId");
        assertThat(AccountId.parse("")).isEmpty();
        assertThat(AccountId.parse("1' or '1'='1")).isEmpty();
    }

    @Test
    void everyBrokenRuleIsListedNotOnlyTheFirst() {
        var notice = new Notice(
                "1",
                NAME,
                new Grade(Level.WARN, Set.of(Level.INFO)),
                new Address("cn-beijing", "1", "acs:ecs:cn-hangzhou:2:disk/d-1"),
                SUBJECT);
        assertThat(codes(notice))
                .containsExactly(
                        "level/LevelNotAllowed",
                        "resourceId/ResourceMismatch",
                        "resourceId/ResourceMismatch",
                        "resourceId/ResourceMismatch",
                        "resourceId/ResourceMismatch");
    }

    @Test
    void anArnReadsBackAsItWasWritten() {
        String text = ADDRESS.resourceId();
        assertThat(ResourceArn.parse(text)).get().hasToString(text);
    }

    private static Notice at(Address address) {
        return new Notice("1", NAME, GRADE, address, SUBJECT);
    }

    private static List<String> codes(Notice notice) {
        return notice.violations().stream()
                .map(violation -> violation.field() + "/" + violation.code())
                .toList();
    }
}
