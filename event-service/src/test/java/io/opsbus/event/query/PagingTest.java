package io.opsbus.event.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.query.Paging.Cursor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagingTest {
    @Test
    void aCursorReadsBackAsItWasWritten() {
        var cursor = Cursor.of(Stored.planned("e-1", 1));
        assertThat(Cursor.parse(cursor.text())).contains(cursor);
    }

    @Test
    void aTextThatIsNoCursorIsNone() {
        for (String text : List.of(
                "",
                " ",
                "e-1",
                "yesterday e-1",
                "2019-04-09T04:18:26Z",
                "2019-04-09T04:18:26Z ",
                "2019-04-09T04:18:26Z i-1",
                "2019-04-09T04:18:26Z e-1'or'1",
                "+1000000001-01-01T00:00:00Z e-1")) {
            assertThat(Cursor.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void aRangeHasBothEndsWithin() {
        var range = new TimeRange(Stored.second(1), Stored.second(3));
        assertThat(range.contains(Stored.second(1))).isTrue();
        assertThat(range.contains(Stored.second(3))).isTrue();
        assertThat(range.contains(Stored.second(3).plusNanos(1))).isFalse();
        assertThat(range.contains(Stored.second(0))).isFalse();
        assertThat(range.contains(null)).isFalse();
        assertThat(TimeRange.ALWAYS.contains(null)).isTrue();
        assertThat(range.isReversed()).isFalse();
        assertThat(new TimeRange(Stored.second(3), Stored.second(1)).isReversed())
                .isTrue();
    }
}
