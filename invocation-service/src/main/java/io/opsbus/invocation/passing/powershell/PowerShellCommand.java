package io.opsbus.invocation.passing.powershell;

import io.opsbus.invocation.passing.rereading.Marked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** One command of a pipeline in PowerShell: its words, quotes taken off, and what of it stands outside of quotes. */
final class PowerShellCommand {
    /** They read text as PowerShell's own script. */
    private static final Pattern POWER_SHELLS = Pattern.compile("iex|invoke-expression|powershell|pwsh");
    /** They read it as the line of a shell, or as another language (CommandLineToArgvW does not bind cmd). */
    private static final Pattern SHELLS = Pattern.compile("cmd|powershell|pwsh|(ba|da|z|k)?sh|wsl");

    private static final Pattern READERS = Pattern.compile("wsl|ssh|plink|psexec|mshta|cscript|wscript|schtasks|wmic"
            + "|add-type|invoke-sqlcmd|sqlcmd|psql|mysql|mariadb|[gm]?awk|sed|forfiles|runas|invoke-cimmethod|icim"
            + "|invoke-wmimethod|register-scheduledjob|new-scheduledtaskaction");
    private static final Pattern METHODS =
            Pattern.compile("(?i)invokescript|expandstring|newscriptblock|scriptblock\\]::create");
    private static final Pattern BATCH = Pattern.compile(".*\\.(bat|cmd)");
    private static final Pattern INTERPRETERS =
            Pattern.compile("python[w0-9.]*|py|pypy3?|perl|ruby|node|nodejs|php|bun|deno|lua");
    private static final Pattern CODE = Pattern.compile("-\\w*[cerREmMp]|--(eval|print|require|import|run).*");
    /** Their value is the next word. */
    private static final Pattern VALUE = Pattern.compile("-[WXIQCd]");
    /** They have a command among their words. */
    private static final Pattern WRAPPERS =
            Pattern.compile("start-process|saps|start|docker|podman|nerdctl|kubectl|vagrant|g?sudo|nssm");

    private static final Pattern STARTS = Pattern.compile("start-process|saps|start");
    /** They run it where the variables of this machine are not. */
    private static final Pattern LEAVES = Pattern.compile("ssh|plink|psexec|wsl");

    /** Of Invoke-Command, shortened as PowerShell lets everybody. */
    private static final Pattern MACHINES =
            Pattern.compile("-(comp\\w*|cn|ho\\w*|se\\w*|vm\\w*|connectionu\\w*|uri|cu|conta\\w*|ssh\\w*)(:.*)?");

    private static final Set<String> KEYWORDS = Set.of(
            "if",
            "else",
            "elseif",
            "for",
            "foreach",
            "while",
            "do",
            "until",
            "switch",
            "try",
            "catch",
            "finally",
            "function",
            "filter",
            "trap",
            "begin",
            "process",
            "end",
            "class",
            "enum",
            "data",
            "workflow");
    private static final Set<String> BEFORE = Set.of("return", "throw", "exit");

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder code = new StringBuilder();
    private boolean isBegun;
    private boolean isText;
    private boolean isCalled;
    private boolean readsBlock;

    /** A character of a word. */
    void add(char next, boolean quoted) {
        isText |= quoted && words.isEmpty() && !isBegun;
        isBegun = true;
        word.append(next);
        code.append(quoted ? ' ' : next);
    }

    /** Quotes open: a word begins, if it be empty. */
    void quote() {
        isText |= words.isEmpty() && !isBegun;
        isBegun = true;
        code.append(' ');
    }

    /** A block opens: no word, unless it is what is called. */
    void block() {
        endWord();
        if (isCalled && words.isEmpty()) {
            words.add("{");
        }
    }

    void endWord() {
        if (isBegun) {
            words.add(word.toString());
            word.setLength(0);
            isBegun = false;
        }
        code.append(' ');
        boolean isLoop = words.size() == 2
                && words.getFirst().startsWith("$")
                && words.getLast().equalsIgnoreCase("in");
        if (isLoop || (words.size() == 1 && BEFORE.contains(words.getFirst().toLowerCase(Locale.ROOT)))) {
            begin();
        }
    }

    private void begin() {
        words.clear();
        word.setLength(0);
        isBegun = false;
        isText = false;
    }

    /** Behind an equals sign: what is set begins a command of its own. False where it is a part of a word. */
    boolean isSet() {
        boolean sets = !isCalled && (words.isEmpty() || "$[(".indexOf(first()) >= 0 || (words.size() == 1 && !isBegun));
        if (sets) {
            begin();
        }
        return sets;
    }

    private char first() {
        return words.getFirst().isEmpty() ? '\0' : words.getFirst().charAt(0);
    }

    boolean isWordBegun() {
        return isBegun;
    }

    boolean isEmpty() {
        return words.isEmpty() && !isBegun;
    }

    /** Its first word is called, be it quoted. */
    void call() {
        isCalled = true;
    }

    /** A block of it reads what it is given. */
    void readsBlock() {
        readsBlock = true;
    }

    /** What stands behind its block is another statement. */
    boolean isKeyword() {
        endWord();
        return words.isEmpty()
                || (!isCalled && KEYWORDS.contains(words.getFirst().toLowerCase(Locale.ROOT)));
    }

    private boolean isCommand() {
        return !words.isEmpty() && (isCalled || !isText);
    }

    private static String name(String word) {
        String bare = word.substring(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        if (bare.equals("$env:comspec") || bare.equals("${env:comspec}")) {
            return "cmd";
        }
        return bare.endsWith(".exe") ? bare.substring(0, bare.length() - 4) : bare;
    }

    private String name() {
        return isCommand() ? name(words.getFirst()) : "";
    }

    /** Whether a value is a part of its name. */
    boolean isNamedByValue() {
        if (!isCommand() || Marked.in(words.getFirst()).isEmpty()) {
            return false;
        }
        char first = first();
        boolean isPlain = !Marked.isOne(first) && Character.isLetterOrDigit(first);
        return isCalled || isPlain || "./\\_".indexOf(first) >= 0;
    }

    /** Whether it, or what it starts, reads what it is given as a script. */
    boolean reads() {
        String name = name();
        if (readsBlock || METHODS.matcher(code).find()) {
            return true;
        }
        if (POWER_SHELLS.matcher(name).matches() && words.size() > 1 && isFile(1)) {
            return false;
        }
        return isReader(name)
                || isInterpreted(0)
                || (name.startsWith("$")
                        && isCalled
                        && words.stream().skip(1).anyMatch(PowerShellCommand::isCommandOption))
                || (WRAPPERS.matcher(name).matches() && startsReader(name));
    }

    private static boolean isReader(String name) {
        return POWER_SHELLS.matcher(name).matches()
                || SHELLS.matcher(name).matches()
                || READERS.matcher(name).matches()
                || BATCH.matcher(name).matches();
    }

    /** Whether PowerShell is given a file: what follows are its words, and no script. */
    private boolean isFile(int from) {
        for (String each : words.subList(from, words.size())) {
            String option = each.toLowerCase(Locale.ROOT);
            if (option.matches("-f(i|il|ile)?")) {
                return true;
            }
            if (!Marked.in(each).isEmpty() || option.matches("-(c|co\\w*|e|ec|en\\w*|)")) {
                return false;
            }
        }
        return false;
    }

    private boolean isInterpreted(int at) {
        if (!INTERPRETERS.matcher(at == 0 ? name() : name(words.get(at))).matches()) {
            return false;
        }
        for (int next = at + 1; next < words.size(); next++) {
            if (CODE.matcher(words.get(next)).matches()) {
                return true;
            }
            if (!words.get(next).startsWith("-")
                    && !VALUE.matcher(words.get(next - 1)).matches()) {
                return false;
            }
        }
        return false;
    }

    private static boolean isCommandOption(String word) {
        return word.matches("(?i)/[ck]|-c|-command|-e|--eval");
    }

    private boolean startsReader(String name) {
        for (int at = 1; at < words.size(); at++) {
            String each = name(words.get(at));
            if (STARTS.matcher(name).matches()
                    ? isReader(each)
                    : SHELLS.matcher(each).matches()) {
                return true;
            }
            if (isInterpreted(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether that script is PowerShell's. */
    boolean readsPowerShell() {
        return POWER_SHELLS.matcher(name()).matches() || METHODS.matcher(code).find();
    }

    /** Whether its blocks run on another machine, or later. */
    boolean sendsBlocks() {
        String name = name();
        return name.equals("register-scheduledjob")
                || ((name.equals("invoke-command") || name.equals("icm"))
                        && words.size() > 1
                        && (!words.get(1).startsWith("-")
                                || words.stream()
                                        .anyMatch(each -> MACHINES.matcher(each.toLowerCase(Locale.ROOT))
                                                .matches())));
    }

    boolean leaves() {
        return LEAVES.matcher(name()).matches();
    }
}
