package io.opsbus.notifier.meta;

import io.opsbus.notifier.Level;
import java.util.Optional;

/**
 * What is known of one event name.
 *
 * @param name as events carry it, status included
 * @param kind empty where the appendix states none
 * @param level of most events of the name; some are graver when they tell of a failure
 * @param status the last part of the name; empty for names without one
 * @param chinese what it is, in the guide's words
 * @param english the same
 */
public record EventMeta(
        String name, Optional<EventKind> kind, Level level, String status, String chinese, String english) {
    /** The product whose events these are. */
    public static final String PRODUCT = "ECS";
}
