package io.opsbus.invocation.passing.rereading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a script, or of what stands between parentheses or backticks in it.
 *
 * <pre>
 *   a 1 | b 2; c        two pipelines: (a, b) and (c)
 *   echo "$(a | b)"     a frame in the second word of another one's command
 * </pre>
 */
final class Frame {
    /** What it is opened by: {@code $(} or a backtick, the same in an expression, {@code <(}, {@code >(}, {@code (}, or {@code =(} for an array. */
    enum Kind {
        SCRIPT,
        SUBSTITUTED,
        CALCULATED,
        READ_FROM,
        WRITTEN_TO,
        SUBSHELL,
        ARRAY
    }

    private final Kind kind;
    private final List<List<ShellCommand>> pipelines = new ArrayList<>();
    private List<ShellCommand> pipeline = new ArrayList<>();
    private ShellCommand command = new ShellCommand();
    /** What stands here is a pattern of a {@code case}, which nobody runs. */
    private boolean isPattern;

    private @Nullable Set<Character> placeholders;

    Frame(Kind kind) {
        this.kind = kind;
        pipeline.add(command);
        pipelines.add(pipeline);
    }

    Kind kind() {
        return kind;
    }

    ShellCommand command() {
        return command;
    }

    List<List<ShellCommand>> pipelines() {
        return pipelines;
    }

    Stream<ShellCommand> commands() {
        return pipelines.stream().flatMap(List::stream);
    }

    /** Another command of the same pipeline. */
    void pipe() {
        command.endWord();
        command = new ShellCommand();
        pipeline.add(command);
    }

    /** A command that has nothing to do with the one before. */
    void next() {
        command.endWord();
        begin((isPattern && command.isEmpty()) || command.opensCase());
    }

    /** The same behind the end of a branch of a {@code case}. */
    void nextPattern() {
        command.endWord();
        begin(true);
    }

    private void begin(boolean pattern) {
        isPattern = pattern;
        pipeline = new ArrayList<>();
        command = new ShellCommand();
        pipeline.add(command);
        pipelines.add(pipeline);
    }

    /** Whether a closing parenthesis ends a pattern, and no frame. */
    boolean isInPattern() {
        command.endWord();
        return command.opensCase() || (isPattern && !command.closesCase());
    }

    /** Whether an opening one begins it. */
    boolean beginsPattern() {
        return (isPattern && command.isEmpty()) || command.awaitsPattern();
    }

    /** The pattern ends, and its branch begins. */
    void endPattern() {
        command.endWord();
        if (!command.opensCase()) {
            pipelines.remove(pipeline);
        }
        begin(false);
    }

    /** All of it, when it has been read; found once, for every pipe of it may ask. */
    Set<Character> placeholders() {
        if (placeholders == null) {
            Set<Character> all = new HashSet<>();
            commands().forEach(each -> all.addAll(each.placeholders()));
            placeholders = all;
        }
        return placeholders;
    }

    /** Those between single quotes in it, which may be scripts when it writes them. */
    Set<Character> unread() {
        Set<Character> all = new HashSet<>();
        if (kind == Kind.SUBSHELL || kind == Kind.SUBSTITUTED) {
            commands().forEach(each -> {
                each.literal().forEach(word -> all.addAll(word.unread()));
                each.frames().forEach(frame -> all.addAll(frame.unread()));
            });
        }
        return all;
    }

    /** Whether all it writes is numbers of its last commands' own making. */
    boolean counts() {
        return (kind == Kind.SUBSTITUTED || kind == Kind.CALCULATED)
                && pipelines.stream()
                        .map(List::getLast)
                        .filter(each -> !each.isEmpty())
                        .allMatch(ShellCommand::counts);
    }

    /** Whether one of its commands reads as a script what the whole is given; known when they have been judged. */
    boolean readsInput() {
        return pipelines.stream().anyMatch(Compounds::reads);
    }
}
