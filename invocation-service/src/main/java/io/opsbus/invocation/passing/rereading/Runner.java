package io.opsbus.invocation.passing.rereading;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a program, or a builtin of the shell, takes scripts on its command line. Its manual is the source.
 *
 * @param name whole, without its folder
 * @param code letters of options whose value it runs
 * @param longCode the same of long options, without dashes
 * @param values letters of options whose value is the rest or another word and no script; behind a bar those of options whose value
 *     is the rest alone
 * @param operands what its operands are
 * @param traits what else
 */
record Runner(Pattern name, String code, Set<String> longCode, String values, Operands operands, Set<Trait> traits) {
    private static final Pattern STANDARD_INPUT = Pattern.compile("-|/dev/stdin|/dev/fd/[0-9]+|/proc/self/fd/[0-9]+");
    /** Perl goes through the lines of its files. */
    private static final Pattern LOOP = Pattern.compile("<(ARGV)?>");
    /** Long options, of any program, whose value may be the next word. */
    private static final Set<String> LONG_VALUES = Set.of(
            "rcfile",
            "init-file",
            "signal",
            "kill-after",
            "user",
            "group",
            "chdir",
            "unset",
            "host",
            "port",
            "database",
            "dbname",
            "username",
            "file",
            "directory",
            "field-separator",
            "assign",
            "max-args",
            "max-procs",
            "delimiter",
            "arg-file",
            "adjustment",
            "shell",
            "whitelist-environment",
            "supp-group",
            "timeout",
            "message",
            "author",
            "date");

    /** What its operands are. */
    enum Operands {
        DATA,
        /** The first is a script, or one's file, unless an option gave it; the others are data. */
        FIRST,
        /** Every word is, options and their values too. */
        ALL,
        /** Names of variables. */
        NAMES,
        /** A format, and data: a second word makes the first an option, if it looks like one. */
        FORMAT,
        /** A command with its words. */
        COMMAND,
        /** One of data, and then a command. */
        DATA_AND_COMMAND
    }

    /** What else there is to know. */
    enum Trait {
        /** Its scripts are a shell's. */
        SHELL,
        /** Without operands it reads its input as a script. */
        INPUT,
        /** Its first operand is a machine, and none to it. */
        HOST,
        /** It does so with operands too, unless an option gave it a script. */
        ALWAYS_INPUT,
        /** What follows its script is data, whatever it looks like. */
        SCRIPT_ENDS_OPTIONS,
        /** Operands that look like options are such, wherever they stand. */
        PERMUTES,
        /** Its commands begin with numbers of lines. */
        LINES,
        /** With {@code -i} or {@code -s}, and no command, it starts a shell. */
        STARTS_SHELL,
        /** With {@code -f} it reads a file, and with {@code -l}, {@code -r} or {@code -e} nothing. */
        LISTS,
        /** What it is given it expands as the shell would, {@code ${…}} of the environment too. */
        EXPANDS,
        /** It opens a file called {@code "command |"} by running that, if it goes through the lines of its files. */
        OPENS_COMMANDS
    }

    /** Whose script is the first word behind its options, wherever among them {@code -c} stands. */
    private boolean isShell() {
        return has(Trait.SHELL) && has(Trait.SCRIPT_ENDS_OPTIONS);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Reads the words of one command. */
    static final class Reading {
        private final Runner runner;
        private final List<Word> words;
        private final Judging judging;
        private boolean isCode;
        private boolean isValue;
        private boolean hasCode;
        private boolean isOver;
        private boolean loops;
        private boolean fromInput;
        private boolean fromFile;
        private boolean startsShell;
        private int operands;
        private int command = -1;

        Reading(Runner runner, List<Word> words, Judging judging) {
            this.runner = runner;
            this.words = words;
            this.judging = judging;
        }

        /** Where another command begins among its words; -1 when none does. */
        int command() {
            return command;
        }

        boolean readsInput() {
            boolean always = runner.has(Trait.ALWAYS_INPUT)
                    || (runner.has(Trait.INPUT) && operands <= (runner.has(Trait.HOST) ? 1 : 0));
            return fromInput || isCode || (startsShell && command < 0) || (always && !hasCode && !fromFile);
        }

        /** Whether what would follow its words may be an option, or a command's name. */
        boolean takesMore() {
            return command < 0 && !isOver;
        }

        boolean hasCode() {
            return hasCode || runner.operands == Operands.FIRST || runner.operands == Operands.ALL;
        }

        /** @param anywhere it may be no command at all: only scripts of options count */
        void read(int from, boolean anywhere) {
            for (int at = from; at < words.size() && command < 0; at++) {
                Word word = words.get(at);
                if (runner.operands == Operands.ALL && !anywhere) {
                    judging.script(word);
                }
                boolean isLater = isCode && runner.isShell() && !isOver && isOption(word.text());
                if ((isCode && !isLater) || isValue) {
                    if (isCode && !isValue) {
                        code(word);
                        isCode = false;
                        isOver |= runner.has(Trait.SCRIPT_ENDS_OPTIONS);
                    }
                    isValue = false;
                } else if (!isOver && isOption(word.text())) {
                    option(word);
                } else {
                    operand(word, at, anywhere);
                }
            }
        }

        private static boolean isOption(String text) {
            return text.length() > 1 && (text.charAt(0) == '-' || text.charAt(0) == '+');
        }

        private void code(Word word) {
            hasCode = true;
            String text = word.text();
            fromInput |= STANDARD_INPUT
                    .matcher(text.startsWith("--") ? text.substring(text.indexOf('=') + 1) : text)
                    .matches();
            loops |= LOOP.matcher(text).find();
            if (runner.has(Trait.LINES)) {
                judging.lines(word);
            }
            judging.script(word);
            if (runner.operands == Operands.NAMES || runner.operands == Operands.FORMAT) {
                judging.subscripts(word);
            }
        }

        private void option(Word word) {
            String text = word.text();
            if (text.equals("--")) {
                isOver = true;
            } else if (text.startsWith("--")) {
                longOption(word, text.substring(2));
            } else {
                letters(word, text);
            }
        }

        private void longOption(Word word, String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            boolean runs = runner.longCode.stream().anyMatch(each -> name.length() > 1 && each.startsWith(name));
            if (runs && equals >= 0) {
                code(word);
            }
            isCode |= runs && equals < 0;
            isValue = equals < 0 && LONG_VALUES.contains(name);
            hasCode |= runs;
        }

        private void letters(Word word, String text) {
            for (int at = 1; at < text.length(); at++) {
                char letter = text.charAt(at);
                boolean isLast = at == text.length() - 1;
                loops |= letter == 'n' || letter == 'p';
                if (Marked.isOne(letter) || letter == Word.HOLE) {
                    // letters of its own
                    code(word);
                    return;
                }
                if (runner.code.indexOf(letter) >= 0) {
                    hasCode = true;
                    fromInput |= text.substring(at + 1).equals("-");
                    if (isLast || runner.isShell()) {
                        isCode = true;
                    } else {
                        code(word);
                    }
                    if (!runner.isShell()) {
                        return;
                    }
                }
                fromFile |= runner.has(Trait.LISTS) && "flre".indexOf(letter) >= 0;
                startsShell |= runner.has(Trait.STARTS_SHELL) && "is".indexOf(letter) >= 0;
                int value = runner.values.indexOf(letter);
                if (value >= 0) {
                    int bar = runner.values.indexOf('|');
                    isValue = isLast && (bar < 0 || value < bar);
                    return;
                }
                if (letter == 's' && runner.has(Trait.SHELL) && runner.has(Trait.INPUT)) {
                    fromInput = true;
                    hasCode = true;
                }
            }
        }

        private void operand(Word word, int at, boolean anywhere) {
            if (runner.operands == Operands.COMMAND && word.text().equals("-")) {
                // env clears by that
                return;
            }
            operands++;
            fromInput |= operands == 1
                    && (runner.has(Trait.INPUT) || runner.operands == Operands.FIRST)
                    && STANDARD_INPUT.matcher(word.text()).matches();
            boolean first = operands == 1 && !hasCode;
            if (first && runner.has(Trait.LINES) && !anywhere) {
                judging.lines(word);
            }
            switch (runner.operands) {
                case ALL, DATA -> {}
                case FIRST -> {
                    if (first && !anywhere) {
                        judging.script(word);
                    } else if (runner.has(Trait.OPENS_COMMANDS) && loops && !anywhere) {
                        judging.script(word);
                    } else if (operands == 1 && !isOver && !anywhere) {
                        judging.options(word);
                    }
                }
                case NAMES -> {
                    judging.script(word);
                    judging.subscripts(word);
                }
                case FORMAT -> {
                    if (operands == 1 && !isOver && (word.splits() || at + 1 < words.size())) {
                        judging.options(word);
                    }
                }
                case COMMAND -> command = at;
                case DATA_AND_COMMAND -> command = operands == 2 ? at : -1;
            }
            if (runner.has(Trait.PERMUTES) && !isOver && !anywhere) {
                judging.options(word);
            }
            isOver |= !runner.has(Trait.PERMUTES) && runner.operands != Operands.DATA_AND_COMMAND;
        }
    }
}
