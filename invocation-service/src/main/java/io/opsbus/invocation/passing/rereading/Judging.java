package io.opsbus.invocation.passing.rereading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of the commands of a shell script which of their words are read again. */
final class Judging {
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)(\\[[^\\]]*\\])?\\+?=", Pattern.DOTALL);
    /** The shell, or a program that is often run, reads them as commands or expands them. */
    private static final Pattern READ_VARIABLES = Pattern.compile("PS[0-4]|PROMPT_COMMAND|BASH_ENV|ENV|BASH_FUNC.*"
            + "|GIT_.*(COMMAND|SSH|EDITOR|PAGER|DIFF|ASKPASS|CONFIG.*|EXEC_PATH)|SSH_ASKPASS|(MAN|SYSTEMD_)?PAGER|EDITOR|VISUAL"
            + "|FCEDIT|LESS(OPEN|CLOSE)|MAKEFLAGS|GNUMAKEFLAGS|(PERL5|RUBY|NODE|JAVA_TOOL|_JAVA)_?(OPT|OPTIONS|DB)"
            + "|RSYNC_RSH|CVS_RSH|TAR_OPTIONS|LD_PRELOAD|LD_AUDIT|PYTHON(STARTUP|INSPECT)|SHELL");

    /** A script of several words that has a shell read its input. */
    private static final Pattern INPUT_READ = Pattern.compile(
            "(?:^(?=\\S+\\s)|[|;&({]\\s*+|\\b(?:exec|sudo|then|do)\\s)"
                    + "(?:/\\S*/)?(?:(?:ba|da|a|z|k)?sh(?:\\s+-s\\b|\\s+-\\s*$|\\s*$|\\s*[;|)}&])|(?:source|\\.)\\s+/dev/stdin)");

    private static final Set<String> RUN_BEHIND = Set.of("-exec", "-execdir", "-ok", "-okdir");

    private final Findings findings;
    private final Calculated variables;
    private final int depth;
    private final boolean runs;

    /** @param runs whether what is judged is known to be a script, so that its first words are commands */
    Judging(Findings findings, Calculated variables, int depth, boolean runs) {
        this.findings = findings;
        this.variables = variables;
        this.depth = depth;
        this.runs = runs;
    }

    void script(Word word) {
        findings.script(word.placeholders());
        findings.script(word.escaped());
    }

    /** A value that begins a command of sed's, or stands where the number of a line does: {@code 1ereboot} is harmless elsewhere. */
    void lines(Word word) {
        String text = word.text();
        boolean isLine = true;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (isLine && Marked.isOne(next)) {
                findings.numbers(Set.of(next));
            }
            isLine = ";{}\n".indexOf(next) >= 0
                    || (isLine && (Marked.isOne(next) || "0123456789,$~+! \t".indexOf(next) >= 0));
        }
    }

    void subscripts(Word word) {
        findings.numbers(word.subscripts());
    }

    /** It may be taken for an option. */
    void options(Word word) {
        if (word.beginsWithValue()) {
            findings.option(word.direct());
        }
        if (word.splits()) {
            findings.options(word.direct());
        }
    }

    void frame(Frame frame) {
        if (frame.kind() == Frame.Kind.ARRAY) {
            frame.commands().flatMap(each -> each.frames().stream()).forEach(this::frame);
            return;
        }
        var compounds = new Compounds(frame.pipelines(), findings);
        Set<ShellCommand> shells = new HashSet<>();
        for (List<ShellCommand> pipeline : frame.pipelines()) {
            if (findings.goesOn()) {
                pipeline(compounds, pipeline, shells);
            }
        }
        // each once, with all that is known of it: twice a level would be exponential
        frame.commands().filter(_ -> findings.goesOn()).forEach(each -> scripts(each, shells.contains(each)));
    }

    /** @param shells those whose texts are known to be scripts, and more of them then */
    private void pipeline(Compounds compounds, List<ShellCommand> pipeline, Set<ShellCommand> shells) {
        Set<Character> before = new HashSet<>();
        List<ShellCommand> writers = new ArrayList<>();
        for (ShellCommand command : pipeline) {
            findings.step(before.size());
            command.frames().forEach(this::frame);
            if (judge(command)) {
                shells.add(command);
                command.readsInput(command.words().stream()
                        .anyMatch(each -> INPUT_READ.matcher(each.text()).find()));
            }
            for (Compounds.Compound compound : compounds.closedBy(command)) {
                if (compound.readsInput()) {
                    command.input().forEach(this::script);
                    compound.before().forEach(each -> findings.script(each.placeholders()));
                    shells.add(command);
                    shells.addAll(compound.before());
                    if (compound.parts().anyMatch(each -> each.readsInput() && each.hasLeft())) {
                        lost(command);
                        compound.before().forEach(this::lost);
                    }
                }
                before.addAll(compound.placeholders());
                writers.addAll(compound.parts().toList());
            }
            writers.add(command);
            command.appended(before, findings);
            if (command.readsInput()) {
                command.input().forEach(this::script);
                findings.script(before);
            }
            before.addAll(command.placeholders());
            if (command.feedsScript()) {
                findings.script(before);
            }
            if (command.readsInput() || command.feedsScript()) {
                findings.step(writers.size());
                shells.addAll(writers);
                writers.forEach(each -> each.frames().forEach(frame -> findings.script(frame.unread())));
            }
            if (command.hasLeft()) {
                (command.readsInput() ? writers : List.of(command)).forEach(this::lost);
            }
        }
    }

    private void lost(ShellCommand command) {
        command.literal().forEach(each -> findings.lost(each.unread()));
        command.frames().forEach(each -> findings.lost(each.unread()));
    }

    /** What stands between single quotes. */
    private void scripts(ShellCommand command, boolean isShell) {
        if (depth >= WordReader.DEEPEST) {
            command.literal().forEach(each -> findings.script(each.literal()));
            return;
        }
        for (Word word : command.literal()) {
            for (String script : word.scripts()) {
                if (!Marked.in(script).isEmpty()) {
                    Rereading.within(script, variables, findings, depth + 1, isShell);
                }
            }
        }
    }

    /** Whether it runs a shell. */
    private boolean judge(ShellCommand command) {
        List<Word> words = command.bare();
        int first = 0;
        while (first < words.size() && assigns(words.get(first))) {
            first++;
        }
        words.forEach(this::arrays);
        if (first >= words.size()) {
            return false;
        }
        var named = new NamedCommands(this, findings, command, words);
        named.at(first);
        for (int at = first + 1; at < words.size() && findings.goesOn(); at++) {
            String text = words.get(at).text();
            if (RUN_BEHIND.contains(text) || (text.equals("--") && named.hasContainer())) {
                named.at(at + 1);
            } else if (!named.takesData() && !Runners.isValue(words.get(at - 1).text())) {
                named.elsewhere(at);
            }
        }
        return named.isShell();
    }

    /** Whether what is judged is known to be a script, so that its first words are commands. */
    boolean isScript() {
        return runs;
    }

    Calculated names() {
        return variables;
    }

    /** Whether its shell calculates with what {@code [} and {@code exit} are given. */
    boolean calculates() {
        return variables.always();
    }

    /** Whether what a variable is set to is read as commands, or expanded. */
    static boolean isRead(String variable) {
        return READ_VARIABLES.matcher(variable).matches();
    }

    /** Whether what a variable is set to is calculated. */
    boolean isNumber(String variable) {
        return variables.numbers().contains(variable);
    }

    /** Whether a word sets a variable; if so, it is judged. */
    boolean assigns(Word word) {
        Matcher assignment = ASSIGNMENT.matcher(word.text());
        if (!assignment.lookingAt()) {
            return false;
        }
        String name = assignment.group(1);
        boolean keyed = variables.keyed().contains(name);
        findings.subscript(keyed, word.direct(0, assignment.end()));
        long inSubscript =
                assignment.group().chars().filter(each -> each == Word.HOLE).count();
        if (!keyed) {
            word.frames().stream()
                    .limit(inSubscript)
                    .filter(each -> each.kind() == Frame.Kind.SUBSTITUTED)
                    .forEach(findings::calculated);
        }
        if (variables.numbers().contains(name)) {
            findings.calculated(word);
        }
        if (READ_VARIABLES.matcher(name).matches()) {
            script(word);
        }
        return true;
    }

    /** Subscripts of their elements. */
    private void arrays(Word word) {
        for (Frame frame : word.frames()) {
            if (frame.kind() == Frame.Kind.ARRAY) {
                boolean keyed = variables.keyed().contains(word.text().replaceFirst("(?s)\\+?=.*", ""));
                frame.commands()
                        .flatMap(each -> each.words().stream())
                        .filter(each -> each.text().startsWith("["))
                        .forEach(each -> findings.subscript(
                                keyed, each.direct(0, Math.max(0, each.text().indexOf(']')))));
            }
        }
    }
}
