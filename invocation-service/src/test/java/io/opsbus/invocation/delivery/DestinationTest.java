package io.opsbus.invocation.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.work.RepeatMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @ParameterizedTest
    @CsvSource({
        "oss://testBucket/testPrefix, testBucket, testPrefix",
        "oss://logs, logs, ''",
        "oss://logs/, logs, ''",
        "oss://logs/a/b c/, logs, a/b c",
        "oss://logs/运维/日志, logs, 运维/日志",
    })
    void bucketAndPrefixAreRead(String text, String bucket, String prefix) {
        assertThat(Destination.parse(text)).contains(new Destination(bucket, prefix));
    }

    /** What would lead out of the bucket, or to another host. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "logs",
                "s3://logs",
                "oss://",
                "oss:///prefix",
                "oss://lo",
                "oss://logs.example.com/x",
                "oss://logs:80/x",
                "oss://user@logs/x",
                "oss://-logs/x",
                "oss://logs//x",
                "oss://logs/../other/x",
                "oss://logs/a/./b",
                "oss://logs/a\\b",
                "oss://logs/a\nb",
                "oss://logs/\ud800",
            })
    void whatLeadsElsewhereIsNone(String text) {
        assertThat(Destination.parse(text)).isEmpty();
    }

    @Test
    void aPrefixHas512BytesAtMost() {
        assertThat(Destination.parse("oss://logs/" + "x".repeat(512))).isPresent();
        assertThat(Destination.parse("oss://logs/" + "x".repeat(513))).isEmpty();
        assertThat(Destination.parse("oss://logs/" + "运".repeat(171))).isEmpty();
    }

    @Test
    void eachRunHasAnObjectOfItsOwn() {
        var task = Given.task(1, RepeatMode.PERIOD, Given.LINUX).identity();
        var to = new Destination("logs", "a/b");
        assertThat(to.object(task, Given.NOON))
                .isEqualTo("a/b/" + task.invocation().text() + "/i-linux0000000000001/20261123T120000.000Z.txt");
        assertThat(to.object(task, Given.NOON.plusMillis(1))).isNotEqualTo(to.object(task, Given.NOON));
        assertThat(new Destination("logs", "").object(task, Given.NOON))
                .startsWith(task.invocation().text() + "/");
    }

    @Test
    void anAccountDeliversWhereItsOperatorSays() {
        Buckets buckets = Buckets.of(List.of("shared", Given.ALICE.text() + ":hers"));
        assertThat(buckets.areOpenTo(Given.ALICE, new Destination("hers", ""))).isTrue();
        assertThat(buckets.areOpenTo(Given.BOB, new Destination("hers", ""))).isFalse();
        assertThat(buckets.areOpenTo(Given.BOB, new Destination("shared", "x"))).isTrue();
        assertThat(buckets.areOpenTo(Given.ALICE, new Destination("other", ""))).isFalse();
        assertThat(Buckets.NONE.areOpenTo(Given.ALICE, new Destination("hers", "")))
                .isFalse();
        for (String wrong : List.of("a", ":hers", "x:y:z", "*")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Buckets.of(List.of(wrong)))
                    .withMessageContaining(wrong);
        }
    }
}
