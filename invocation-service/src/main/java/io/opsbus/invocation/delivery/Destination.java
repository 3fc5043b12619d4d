package io.opsbus.invocation.delivery;

import io.opsbus.invocation.task.TaskIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the output of an invocation goes, {@code oss://<bucket>/<prefix>} (today's pages of RunCommand).
 *
 * @param prefix of the names of objects, without a slash at either end; may be empty
 */
public record Destination(String bucket, String prefix) {
    private static final String SCHEME = "oss://";
    private static final int LONGEST_PREFIX = 512;
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{1,61}[A-Za-z0-9]");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Reads one; empty when it is none. */
    public static Optional<Destination> parse(String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String prefix = slash < 0 ? "" : rest.substring(slash + 1);
        String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return isBucket(bucket) && (bare.isEmpty() || isPrefix(bare))
                ? Optional.of(new Destination(bucket, bare))
                : Optional.empty();
    }

    /** Whether it can be the name of a bucket: letters, digits and hyphens, so that it is one part of a path or a host. */
    public static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches();
    }

    /** No part of it is empty or leads elsewhere. */
    private static boolean isPrefix(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PREFIX
                && text.codePoints()
                        .noneMatch(one -> Character.isISOControl(one)
                                || one == '\\'
                                || Character.getType(one) == Character.SURROGATE)
                && Stream.of(text.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /** As it is sent. */
    public String text() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    /** The object of one run of a task: no two runs have the same, and nobody can know it before. */
    String object(TaskIdentity task, Instant started) {
        return (prefix.isEmpty() ? "" : prefix + "/") + task.invocation().text() + "/"
                + task.instance().text() + "/" + STAMP.format(started) + ".txt";
    }

    /** How an object is called. */
    public static String uri(String bucket, String object) {
        return SCHEME + bucket + "/" + object;
    }
}
