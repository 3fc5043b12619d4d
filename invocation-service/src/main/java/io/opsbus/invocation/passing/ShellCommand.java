package io.opsbus.invocation.passing;

import java.util.Set;
import java.util.regex.Pattern;

/** One command of a shell script after the other, as far as it has been read: whether what follows is read again. */
final class ShellCommand {
    /** They read what they are given as script. */
    private static final Set<String> READERS = Set.of("eval", "trap");
    /** They may come before a command's name. */
    private static final Set<String> BEFORE = Set.of(
            "if", "then", "elif", "else", "do", "while", "until", "!", "{", "time", "command", "builtin", "exec",
            "sudo", "nohup", "env");

    private static final Pattern SHELLS = Pattern.compile("sh|bash|dash|ash|ksh|zsh|su|runuser|python[0-9.]*");
    private static final Pattern OTHERS = Pattern.compile("perl|ruby|node|php|ssh");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*");
    private static final Pattern COMPARES = Pattern.compile("\\s-(eq|ne|lt|le|gt|ge)\\s");

    private final End end;
    private int begin;
    private int read;
    private boolean isBefore = true;
    private boolean isInterpreter;
    private boolean isShell;
    private boolean again;
    private boolean numbers;

    /** What ends the part of a script they are in. */
    enum End {
        OF_SCRIPT,
        PARENTHESIS,
        BACKTICK,
        DOUBLE_QUOTE
    }

    private ShellCommand(End end, int begin) {
        this.end = end;
        this.begin = begin;
        this.read = begin;
    }

    static ShellCommand within(End end, int begin) {
        return new ShellCommand(end, begin);
    }

    End end() {
        return end;
    }

    /** Where the command begins. */
    int begin() {
        return begin;
    }

    /** Another command begins there. */
    void another(int at) {
        begin = at;
        read = at;
        isBefore = true;
        isInterpreter = false;
        isShell = false;
        again = false;
        numbers = false;
    }

    /** Whether what stands there is read again; places only go forward. */
    boolean readsAgain(String script, int at) {
        if (end == End.DOUBLE_QUOTE) {
            return false;
        }
        for (String word : script.substring(read, at).split("[\\s\"']+", -1)) {
            if (!word.isEmpty()) {
                read(word);
            }
        }
        read = at;
        return again;
    }

    private void read(String word) {
        String name = word.substring(word.lastIndexOf('/') + 1);
        again |= isBefore && READERS.contains(name);
        numbers |= isBefore && name.equals("let");
        isBefore &= BEFORE.contains(word) || ASSIGNMENT.matcher(word).matches();
        again |= isShell && word.matches("-[A-Za-z]*c");
        again |= isInterpreter && word.matches("-[A-Za-z]*[eEr]|<<<.*");
        again |= name.equals("ssh");
        isShell |= SHELLS.matcher(name).matches();
        isInterpreter |= isInterpreter(name);
    }

    private static boolean isInterpreter(String name) {
        return SHELLS.matcher(name).matches() || OTHERS.matcher(name).matches();
    }

    /** Whether something in a line runs what it is given. */
    static boolean namesInterpreter(String line) {
        for (String word : line.split("[\\s;|&\"'()]+", -1)) {
            if (isInterpreter(word.substring(word.lastIndexOf('/') + 1))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether what stands there is an expression: in {@code $((…))}, {@code ((…))}, behind {@code let}, in a comparison of {@code [[…]]}. Asked
     * after {@link #readsAgain}.
     */
    boolean calculates(String script, int at) {
        if (end == End.DOUBLE_QUOTE) {
            return false;
        }
        if (numbers) {
            return true;
        }
        int line = Math.max(begin, script.lastIndexOf('\n', at));
        String before = script.substring(line, at);
        if (before.lastIndexOf("((") > before.lastIndexOf("))")) {
            return true;
        }
        int test = before.lastIndexOf("[[");
        int over = script.indexOf("]]", at);
        return test > before.lastIndexOf("]]")
                && over > 0
                && COMPARES.matcher(script.substring(line + test, over)).find();
    }
}
