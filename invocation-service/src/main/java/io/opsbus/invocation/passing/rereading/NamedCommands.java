package io.opsbus.invocation.passing.rereading;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The commands among the words of one. */
final class NamedCommands {
    /** What git runs, of what it can be set to. */
    private static final Pattern GIT_RUNS = Pattern.compile(
            "foreach|run|(?i)alias\\..*|.*(command|cmd|editor|pager|helper|hook|monitor|askpass|proxy|program|textconv|driver"
                    + "|clean|smudge|process|tool|path|include).*");

    /** What it reads becomes a part of its words, and not a word of its own. */
    private static final Pattern XARGS_REPLACES = Pattern.compile("(?s)-[a-zA-Z0-9]*[Ii].*|--replace.*");

    private static final Set<String> LOOKS_UP = Set.of("which", "command", "type");

    private static final Set<String> GIT_SETS = Set.of("config", "-c", "submodule", "bisect");

    private static final Set<String> OPERATORS = Set.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge");

    private final Judging judging;
    private final Findings findings;
    private final ShellCommand command;
    private final List<Word> words;
    private boolean isShell;
    private boolean replaces;
    private boolean appends;
    private boolean expands;
    private boolean contains;
    private boolean takesData;

    NamedCommands(Judging judging, Findings findings, ShellCommand command, List<Word> words) {
        this.judging = judging;
        this.findings = findings;
        this.command = command;
        this.words = words;
    }

    /** Whether one is a shell that has a script. */
    boolean isShell() {
        return isShell;
    }

    /** A command's name stands there; perhaps another one's behind it. */
    void at(int at) {
        int next = at;
        while (next >= 0 && next < words.size() && findings.goesOn()) {
            next = one(next);
        }
    }

    /** Where the next command's name stands; -1 if none does. */
    private int one(int at) {
        Word word = words.get(at);
        if (word.frames().stream().anyMatch(each -> each.kind() == Frame.Kind.SUBSHELL)) {
            command.readsInput(word.frames().stream().anyMatch(Frame::readsInput));
            return -1;
        }
        if (judging.isScript()) {
            judging.script(word);
            judging.subscripts(word);
        }
        String text = program(word);
        List<Word> rest = words.subList(at + 1, words.size());
        if (judging.names().evaluating().contains(text)) {
            rest.forEach(judging::script);
            isShell = true;
        }
        if (Runners.leaves(text, rest)) {
            command.leaves();
        }
        contains |= Runners.contains(text);
        takesData |= Runners.takesData(text);
        switch (text) {
            case "let" -> rest.forEach(findings::calculated);
            case "exit", "return", "shift", "break", "continue" -> {
                if (judging.calculates()) {
                    rest.forEach(findings::calculated);
                }
            }
            case "declare", "typeset", "local", "readonly", "export", "integer" -> declares(rest);
            case "test", "[" -> {
                tests(rest);
                compares(rest, judging.calculates());
            }
            case "[[" -> compares(rest, true);
            case "for", "select" -> loops(rest);
            case "read", "printf" -> sets(rest);
            case "zip" ->
                IntStream.range(1, rest.size())
                        .filter(each -> rest.get(each - 1).text().equals("-TT"))
                        .forEach(each -> judging.script(rest.get(each)));
            case "scp" ->
                // a path on the other side, which its shell reads (scp before OpenSSH 9)
                rest.stream()
                        .filter(each -> each.text().indexOf(':') >= 0)
                        .forEach(each -> findings.script(each.direct(
                                each.text().indexOf(':'), each.text().length())));
            case "case" -> {}
            case "git" -> git(rest);
            default -> {}
        }
        boolean looksUp = text.equals("command")
                && !rest.isEmpty()
                && rest.getFirst().text().matches("-[pvV]*[vV]");
        if (looksUp) {
            return -1;
        }
        boolean unknown = text.startsWith("$") || text.indexOf(Word.HOLE) == 0;
        int behind = (unknown ? Optional.of(Runners.UNKNOWN) : Runners.called(text))
                .map(runner -> read(runner, at, false))
                .orElse(-1);
        if (judging.names().wrapping().contains(text)) {
            return wrapped(at, false);
        }
        return behind < 0 && (unknown || Runners.wraps(text, rest)) ? wrapped(at, unknown) : behind;
    }

    /** The program a word names: by a variable that is set to it, or by looking it up. */
    private String program(Word word) {
        String text = word.text();
        String file = text.substring(text.lastIndexOf('/') + 1);
        if (file.length() < text.length() && !file.isEmpty() && file.indexOf('$') < 0 && file.indexOf(Word.HOLE) < 0) {
            return file;
        }
        if (text.startsWith("$")) {
            return judging.names().programs().getOrDefault(text.substring(1), text);
        }
        if (text.equals(String.valueOf(Word.HOLE)) && word.frames().size() == 1) {
            List<ShellCommand> inner = word.frames().getFirst().commands().toList();
            boolean isLookup = inner.size() == 1
                    && inner.getFirst().words().size() > 1
                    && LOOKS_UP.contains(inner.getFirst().words().getFirst().text());
            return isLookup ? inner.getFirst().words().getLast().text() : text;
        }
        return text;
    }

    /** A variable may be {@code sudo}, and a wrapper has options of its own: the next program that is known is taken for what is run. */
    private int wrapped(int at, boolean atOnce) {
        for (int next = at + 1; next < (atOnce ? Math.min(at + 2, words.size()) : words.size()); next++) {
            // "exec" is what docker and others are to do
            boolean isKnown =
                    !text(next).equals("exec") && Runners.called(text(next)).isPresent();
            if (isKnown && !Runners.isValue(text(next - 1))) {
                return next;
            }
        }
        return -1;
    }

    /** Whether a command in a container, or the like, may stand behind {@code --}. */
    boolean hasContainer() {
        return contains;
    }

    /** Whether it has no words but data, so that the name of a program among them is none. */
    boolean takesData() {
        return takesData;
    }

    /** A program may be named there. */
    void elsewhere(int at) {
        Runners.interpreter(words.get(at).text())
                .map(runner -> read(runner, at, true))
                .ifPresent(this::at);
    }

    private int read(Runner runner, int at, boolean anywhere) {
        int from = at + 1;
        while (runner.operands() == Runner.Operands.COMMAND
                && from < words.size()
                && judging.assigns(words.get(from))) {
            from++;
        }
        findings.step(words.size() - at);
        var reading = new Runner.Reading(runner, words, judging);
        reading.read(from, anywhere);
        isShell |= runner.has(Runner.Trait.SHELL) && reading.hasCode();
        command.readsInput((reading.readsInput() && (!anywhere || contains)) || (replaces && reading.hasCode()));
        if (appends && !anywhere && reading.takesMore()) {
            command.appends(runner.operands() == Runner.Operands.COMMAND);
        }
        appends |= text(at).equals("xargs");
        replaces |= text(at).equals("xargs")
                && words.stream()
                        .anyMatch(each -> XARGS_REPLACES.matcher(each.text()).matches());
        if (runner.has(Runner.Trait.EXPANDS) && reading.hasCode() && !expands) {
            expands = true;
            command.literal().forEach(each -> findings.script(each.literal()));
        }
        int next = reading.command();
        while (next >= 0 && next < words.size() && judging.assigns(words.get(next))) {
            next++;
        }
        return next;
    }

    private String text(int at) {
        return words.get(at).text();
    }

    private void declares(List<Word> rest) {
        var options = new StringBuilder();
        for (Word word : rest) {
            String text = word.text();
            if (text.startsWith("-") || text.startsWith("+")) {
                options.append(text);
                judging.script(word);
                continue;
            }
            int equals = text.indexOf('=');
            Set<Character> name = word.direct(0, equals < 0 ? text.length() : equals);
            findings.script(name);
            judging.subscripts(word);
            boolean ignored = judging.assigns(word);
            if (options.indexOf("i") >= 0) {
                findings.calculated(word);
            }
            if (options.toString().matches("(?s).*[aAn].*")) {
                // a value in parentheses is read as an array
                findings.script(word.substituted());
            }
        }
    }

    private void tests(List<Word> rest) {
        for (int at = 0; at < rest.size(); at++) {
            Word word = rest.get(at);
            boolean isName = at > 0 && isName(rest.get(at - 1));
            if (isName) {
                judging.script(word);
                judging.subscripts(word);
            }
            if (word.splits()) {
                // it may be several words, "-v a[…]" among them
                findings.script(word.direct());
            }
        }
    }

    private static boolean isName(Word before) {
        return before.text().equals("-v") || before.text().equals("-R");
    }

    /** @param calculates whether the shell does with what is compared as numbers */
    private void compares(List<Word> rest, boolean calculates) {
        for (int at = 0; at < rest.size(); at++) {
            boolean compared = (at > 0 && OPERATORS.contains(rest.get(at - 1).text()))
                    || (at + 1 < rest.size()
                            && OPERATORS.contains(rest.get(at + 1).text()));
            if (compared && calculates) {
                findings.calculated(rest.get(at));
            }
            if (at > 0 && isName(rest.get(at - 1))) {
                judging.script(rest.get(at));
                judging.subscripts(rest.get(at));
            }
        }
    }

    /** A number may be set by what is read, or by a format. */
    private void sets(List<Word> rest) {
        for (Word each : rest) {
            if (judging.isNumber(each.text().startsWith("-v") ? each.text().substring(2) : each.text())) {
                command.literal().forEach(findings::calculated);
            }
        }
    }

    private void loops(List<Word> rest) {
        if (!rest.isEmpty() && Judging.isRead(rest.getFirst().text())) {
            rest.forEach(judging::script);
        }
        if (!rest.isEmpty() && judging.isNumber(rest.getFirst().text())) {
            rest.forEach(findings::calculated);
        }
    }

    private void git(List<Word> rest) {
        boolean sets = false;
        for (int at = 1; at < rest.size(); at++) {
            String before = rest.get(at - 1).text();
            sets |= GIT_SETS.contains(before);
            boolean isFilter = before.startsWith("--") && before.endsWith("-filter");
            if (isFilter
                    || (sets
                            && !before.startsWith("-")
                            && GIT_RUNS.matcher(before).matches())) {
                judging.script(rest.get(at));
            }
        }
    }
}
