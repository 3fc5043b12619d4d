package io.opsbus.notifier.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.silence.SilenceDraft.Checked;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceDraftTest {
    private static final Instant NOON = Given.NOON;
    private static final Key KEY = new Key(Given.ACCOUNT, "sil-1");

    private static Scope scope(String product, String resource, String words) {
        return new Scope(List.of("WARN"), List.of("*"), product, List.of(resource), List.of(), words);
    }

    private static SilenceDraft draft(String from, String until) {
        return new SilenceDraft(scope("ECS", "i-1", ""), from, until, "me", "patching");
    }

    private static List<String> fields(SilenceDraft draft) {
        return switch (draft.check(KEY, NOON)) {
            case Checked.Sound _ -> List.of();
            case Checked.Unsound(var problems) ->
                problems.stream().map(FieldProblem::field).toList();
        };
    }

    private static Silence sound(SilenceDraft draft) {
        return switch (draft.check(KEY, NOON)) {
            case Checked.Sound(var silence) -> silence;
            case Checked.Unsound(var problems) -> throw new AssertionError(problems);
        };
    }

    @Test
    void withoutABeginningItBeginsNow() {
        var silence = sound(draft("", "2026-11-23T14:00:00Z"));
        assertThat(silence.from()).isEqualTo(NOON);
        assertThat(silence.at(NOON)).isEqualTo(Silence.State.ACTIVE);
        assertThat(silence.note()).isEqualTo(new Silence.Note("me", "patching", NOON));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-23T13:00:00Z, 2026-11-23T14:00:00Z, -",
                "2026-11-20T12:00:00Z, 2026-11-23T12:00:00.001Z, -",
                "'', '', until",
                "'', tomorrow, until",
                "soon, 2026-11-23T14:00:00Z, from",
                "'', 2026-11-23T12:00:00Z, until",
                "2026-11-20T12:00:00Z, 2026-11-23T12:00:00Z, until",
                "2026-11-23T14:00:00Z, 2026-11-23T13:00:00Z, until",
                "2026-11-23T14:00:00Z, 2026-11-23T14:00:00Z, until",
                "'', +999999999-01-01T00:00:00Z, until",
                "'', 2027-02-21T12:00:00.001Z, until",
                "'', 2027-02-21T12:00:00Z, -"
            })
    void itsSpanIsOneToNinetyDaysAndNotOver(
            String from, String until, @org.jspecify.annotations.Nullable String field) {
        assertThat(fields(draft(from, until))).isEqualTo(field == null ? List.of() : List.of(field));
    }

    @Test
    void whoAndWhyMustBeSaid() {
        var scope = scope("ECS", "i-1", "");
        assertThat(fields(new SilenceDraft(scope, "", "2026-11-23T14:00:00Z", "", " ")))
                .containsExactly("author", "comment");
        assertThat(fields(new SilenceDraft(scope, "", "2026-11-23T14:00:00Z", "a".repeat(65), "b".repeat(513))))
                .containsExactly("author", "comment");
        assertThat(fields(new SilenceDraft(scope, "", "2026-11-23T14:00:00Z", "a\0b", "\ud800")))
                .containsExactly("author", "comment");
    }

    @Test
    void anEmptyOrUnknownPartOfItsScopeIsRefusedAndNeverMeansEverything() {
        var empty = new Scope(List.of(), List.of(), "", List.of(), List.of(), "");
        assertThat(fields(new SilenceDraft(empty, "", "2026-11-23T14:00:00Z", "me", "why")))
                .containsExactly("levels", "names", "product", "resources");
        assertThat(fields(new SilenceDraft(scope("RDS", "i-1", "a and"), "", "2026-11-23T14:00:00Z", "me", "why")))
                .containsExactly("product", "words");
        assertThat(fields(new SilenceDraft(scope("ECS", "i-1", "a\0b"), "", "2026-11-23T14:00:00Z", "me", "why")))
                .containsExactly("words");
    }

    @Test
    void itEndsEarlyOnce() {
        var silence = sound(draft("2026-11-23T13:00:00Z", "2026-11-23T14:00:00Z"));
        assertThat(silence.at(NOON)).isEqualTo(Silence.State.PENDING);
        var never = silence.ended(NOON);
        assertThat(never.at(NOON)).isEqualTo(Silence.State.ENDED);
        assertThat(never.from()).isEqualTo(NOON);
        var half = silence.ended(NOON.plusSeconds(5400));
        assertThat(half.from()).isEqualTo(silence.from());
        assertThat(half.until()).isEqualTo(NOON.plusSeconds(5400));
        assertThat(half.ended(NOON.plusSeconds(9999))).isSameAs(half);
    }
}
