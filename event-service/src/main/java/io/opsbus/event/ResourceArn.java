package io.opsbus.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The global name of a resource, {@code acs:ecs:<region>:<account>:<type>/<id>} (guide 4.1, field {@code resourceId}).
 *
 * @param region region id, for example {@code cn-hangzhou}
 * @param account owner of the resource
 * @param type resource type, for example {@code instance}
 * @param id id of the resource, for example {@code i-bp1ecr5go2go}
 */
public record ResourceArn(String region, String account, String type, String id) {
    /** Longest text looked at; longer text is no ARN. */
    private static final int LONGEST = 512;

    /** The guide masks digits of its samples with {@code *}, so it must pass. */
    private static final Pattern FORM = Pattern.compile(
            "acs:ecs:([a-z0-9-]{1,64}):([0-9A-Za-z*_-]{1,64}):([a-z-]{1,32})/([A-Za-z0-9*][A-Za-z0-9*._-]{0,127})");

    /** The parts of the text; empty when it is not of this form. */
    public static Optional<ResourceArn> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new ResourceArn(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "acs:ecs:%s:%s:%s/%s".formatted(region, account, type, id);
    }
}
