package io.opsbus.invocation.passing.rereading;

import io.opsbus.invocation.passing.rereading.Runner.Operands;
import io.opsbus.invocation.passing.rereading.Runner.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs and builtins that are known to run what they are given. */
final class Runners {
    private static final Set<Trait> REMOTE = Set.of(Trait.SHELL, Trait.INPUT, Trait.HOST);
    private static final Set<Trait> USERS_SHELL = Set.of(Trait.SHELL, Trait.ALWAYS_INPUT, Trait.PERMUTES);
    private static final Set<Trait> ALWAYS = Set.of(Trait.ALWAYS_INPUT);
    private static final Set<Trait> READS = Set.of(Trait.INPUT);
    private static final Set<Trait> PERMUTES = Set.of(Trait.PERMUTES);
    private static final Set<Trait> NONE = Set.of();

    /** They are recognised behind other words too, as in {@code docker exec c sh -c "…"}. */
    private static final List<Runner> INTERPRETERS = List.of(
            runner(
                    "r?bash|sh|dash|ash|m?ksh|ksh93|zsh|yash|fish|t?csh",
                    "c",
                    "command",
                    "oO",
                    Operands.FIRST,
                    Set.of(Trait.SHELL, Trait.INPUT, Trait.SCRIPT_ENDS_OPTIONS)),
            runner("su|runuser|newgrp", "c", "command session-command", "gGsPwu", Operands.DATA, USERS_SHELL),
            runner(
                    "python[0-9.]*|pypy3?",
                    "cm",
                    "",
                    "WXQ",
                    Operands.FIRST,
                    Set.of(Trait.INPUT, Trait.SCRIPT_ENDS_OPTIONS)),
            runner("perl[0-9.]*", "eEmMIF", "", "|i0", Operands.FIRST, Set.of(Trait.INPUT, Trait.OPENS_COMMANDS)),
            runner("ruby[0-9.]*", "erI", "", "CE", Operands.FIRST, READS),
            runner("node|nodejs|bun|deno", "epr", "eval print require import loader", "C", Operands.FIRST, READS),
            runner(
                    "php[0-9.]*",
                    "rBRFEzf",
                    "run process-begin process-code process-end",
                    "dcSt",
                    Operands.FIRST,
                    READS),
            runner("lua[0-9.]*|luajit", "el", "", "", Operands.FIRST, READS),
            runner("tclsh[0-9.]*|wish|expect|jimsh", "c", "", "", Operands.FIRST, READS),
            runner("Rscript|R|julia|gnuplot|groovy|scala|osascript|octave", "eE", "eval", "", Operands.FIRST, READS));

    private static final List<Runner> COMMANDS = List.of(
            // builtins of the shell
            runner("eval|trap|alias|compgen|complete|bind|enable", "", "", "", Operands.ALL, Set.of(Trait.SHELL)),
            runner("source|\\.", "", "", "", Operands.FIRST, Set.of(Trait.SHELL)),
            runner("read", "a", "", "pdtnNui", Operands.NAMES, NONE),
            runner("mapfile|readarray", "C", "", "dnOsuc", Operands.NAMES, NONE),
            runner("wait", "p", "", "", Operands.NAMES, NONE),
            runner("unset|getopts", "", "", "", Operands.NAMES, NONE),
            runner("printf", "v", "", "", Operands.FORMAT, NONE),
            // they give what they get to a shell
            runner("watch", "", "", "n", Operands.ALL, Set.of(Trait.SHELL)),
            runner("tmux|screen|dtach|xterm|mosh|autossh", "", "", "", Operands.ALL, Set.of(Trait.SHELL)),
            runner("parallel", "", "", "", Operands.ALL, Set.of(Trait.SHELL, Trait.ALWAYS_INPUT)),
            runner("ssh|slogin|rsh", "", "", "bcDEeFIiJLlmOoPpQRSWw", Operands.ALL, REMOTE),
            runner("flock", "c", "command", "wE", Operands.DATA_AND_COMMAND, Set.of(Trait.SHELL)),
            runner("script", "c", "command", "IOBTmEo", Operands.DATA, Set.of(Trait.SHELL, Trait.ALWAYS_INPUT)),
            runner("sg", "c", "", "", Operands.ALL, Set.of(Trait.SHELL)),
            runner("gdb", "", "", "", Operands.ALL, ALWAYS),
            runner(
                    "at|batch|crontab",
                    "",
                    "",
                    "fqtu",
                    Operands.DATA,
                    Set.of(Trait.SHELL, Trait.ALWAYS_INPUT, Trait.LISTS)),
            runner("g?make|bmake|remake", "", "", "", Operands.ALL, Set.of(Trait.INPUT, Trait.EXPANDS)),
            // they have a language of their own that can run commands
            runner("[gmn]?awk|original-awk", "efEil", "source file exec include load", "Fv", Operands.FIRST, NONE),
            runner("g?sed", "ef", "expression file", "l|i", Operands.FIRST, Set.of(Trait.PERMUTES, Trait.LINES)),
            runner(
                    "psql",
                    "c",
                    "command",
                    "dfhLopPRTUv",
                    Operands.DATA,
                    Set.of(Trait.ALWAYS_INPUT, Trait.PERMUTES, Trait.LISTS)),
            runner(
                    "mysql|mariadb",
                    "e",
                    "execute init-command",
                    "hPDSu|p",
                    Operands.DATA,
                    Set.of(Trait.ALWAYS_INPUT, Trait.PERMUTES)),
            runner("sqlite3", "", "", "", Operands.ALL, ALWAYS),
            runner("mongo|mongosh", "", "eval", "", Operands.DATA, ALWAYS),
            runner("vi|vim|nvim|ex|view", "cSu", "cmd", "", Operands.DATA, Set.of(Trait.ALWAYS_INPUT, Trait.PERMUTES)),
            runner("ed|red|dc|m4", "ef", "expression file", "", Operands.DATA, ALWAYS),
            // they run what some option says
            runner("find", "", "", "", Operands.DATA, PERMUTES),
            runner(
                    "git",
                    "cx",
                    "exec upload-pack receive-pack config-env extcmd open-files-in-pager",
                    "CmbF",
                    Operands.DATA,
                    PERMUTES),
            runner(
                    "tar|gtar|bsdtar",
                    "IF",
                    "checkpoint-action to-command use-compress-program rsh-command info-script new-volume-script",
                    "fCbTXgLNKHV",
                    Operands.DATA,
                    PERMUTES),
            runner("rsync", "e", "rsh rsync-path", "fBTM", Operands.DATA, PERMUTES),
            runner("scp|sftp", "oSD", "", "cFiJlPX", Operands.DATA, PERMUTES),
            runner("sort", "", "compress-program", "kotTS", Operands.DATA, PERMUTES),
            runner("split", "", "filter", "abCln", Operands.DATA, PERMUTES),
            runner("tcpdump", "z", "", "BcCDEFGijMrsTVwWyZ", Operands.DATA, PERMUTES),
            runner("zip", "", "unzip-command", "bntPi", Operands.DATA, PERMUTES),
            runner("man", "PH", "pager html", "CMSse", Operands.DATA, PERMUTES),
            runner("wget", "", "use-askpass", "aBeiloOPQtTwU", Operands.DATA, PERMUTES),
            runner("ansible", "a", "args", "imuefBPt", Operands.DATA, PERMUTES),
            runner("start-stop-daemon", "xa", "exec startas", "ugnpPdrkNcsR", Operands.DATA, PERMUTES),
            // they run the command that follows
            runner("env", "S", "split-string", "uC", Operands.COMMAND, Set.of(Trait.SHELL, Trait.EXPANDS)),
            runner("sudo", "", "", "CDghpRrtTUu", Operands.COMMAND, Set.of(Trait.STARTS_SHELL)),
            runner("doas", "", "", "uC", Operands.COMMAND, Set.of(Trait.STARTS_SHELL)),
            runner("xargs", "", "", "IEnPdLsa|iel", Operands.COMMAND, NONE),
            runner("timeout", "", "", "sk", Operands.DATA_AND_COMMAND, NONE),
            runner("taskset|chroot|gosu|su-exec|chrt", "", "", "", Operands.DATA_AND_COMMAND, NONE),
            runner("exec|command|builtin|nohup|setsid|time|busybox|toybox", "", "", "afo", Operands.COMMAND, NONE),
            runner("nice|ionice|stdbuf|setpriv|cgexec", "", "", "ncpPioeg", Operands.COMMAND, NONE),
            runner("strace|ltrace", "", "", "eopsuE", Operands.COMMAND, NONE),
            runner("nsenter|unshare|systemd-run|pkexec|fakeroot", "", "", "uCtSGpMHE", Operands.COMMAND, NONE));

    /** What is called by a variable, such as {@code $SHELL}. */
    static final Runner UNKNOWN = runner(".*", "ce", "command eval", "", Operands.DATA, Set.of(Trait.SHELL));

    private static final Pattern ANY_INTERPRETER = any(INTERPRETERS);
    private static final Pattern ANY_COMMAND = any(COMMANDS);

    /** Where they run something, the variables of the script are not: on another machine, in a container, later. */
    private static final Pattern LEAVES =
            Pattern.compile("ssh|slogin|rsh|mosh|autossh|docker|podman|nerdctl|kubectl|oc|lxc|incus"
                    + "|machinectl|systemd-nspawn|systemd-run|doas|pkexec|crontab|ansible|vagrant|pdsh");

    private static final Pattern KEEPS = Pattern.compile("-[a-zA-Z]*E[a-zA-Z]*|--preserve-env.*");
    private static final Pattern LOGIN = Pattern.compile("-|-[a-zA-Z]*l[a-zA-Z]*|--login");
    private static final Pattern CLEARS = Pattern.compile("-|-[a-zA-Z0]*i[a-zA-Z0]*|--ignore-environment");
    /** They have a command among their words. */
    private static final Pattern CONTAINERS = Pattern.compile(
            "docker|podman|nerdctl|kubectl|oc|lxc|incus|ip|bwrap|firejail"
                    + "|machinectl|systemd-nspawn|npx|runuser|su|ssh|sshpass|sudo|doas|env|timeout|nohup|nsenter|unshare|systemd-run");
    /** They run nothing of what they are given. */
    private static final Pattern DATA = Pattern.compile(
            "echo|[ef]?grep|tee|cat|getent|user(add|mod|del)|adduser|group(add|mod)|chsh|chfn"
                    + "|passwd|ls|cp|mv|rm|ln|mkdir|rmdir|touch|stat|file|du|df|chmod|chown|chgrp|install|which|type|whereis|hash|systemctl"
                    + "|service|journalctl|logger|apt|apt-get|apt-cache|yum|dnf|rpm|dpkg|apk|zypper|pip[0-9.]*|p?kill|killall|pgrep|ps|id|cut"
                    + "|tr|head|tail|wc|uniq|diff|cmp|md5sum|sha[0-9]+sum|curl|mail|test|\\[|\\[\\[|case|for|select|update-alternatives|alternatives");
    /** Their value is the next word, of most programs that have them. */
    private static final Pattern VALUE =
            Pattern.compile("-[uenlwhvp]|--(name|user|username|hostname|network|env|volume|workdir|label|shell"
                    + "|container|namespace|image|tag|file|output)");

    private static final Pattern WRAPPERS =
            Pattern.compile("sshpass|retry|chronic|unbuffer|torsocks|proxychains4?|eatmydata");
    private static final Pattern ENGINES = Pattern.compile("docker|podman|nerdctl|kubectl|oc|lxc|incus");

    private Runners() {}

    /** Whether a program runs its scripts where the variables are not, with these words behind its name. */
    static boolean leaves(String word, List<Word> rest) {
        Stream<String> options = rest.stream()
                .map(Word::text)
                .takeWhile(each -> interpreter(each).isEmpty());
        return switch (bare(word)) {
            case "sudo" -> options.noneMatch(each -> KEEPS.matcher(each).matches());
            case "su", "runuser" -> options.anyMatch(each -> LOGIN.matcher(each).matches());
            case "env" ->
                options.takeWhile(each -> each.startsWith("-") || each.contains("="))
                        .anyMatch(each -> CLEARS.matcher(each).matches());
            default -> LEAVES.matcher(bare(word)).matches();
        };
    }

    /** Whether a program that is not known closer runs another one, which its words name. */
    static boolean wraps(String word, List<Word> rest) {
        return WRAPPERS.matcher(bare(word)).matches()
                || (ENGINES.matcher(bare(word)).matches()
                        && rest.stream().map(Word::text).anyMatch(each -> each.equals("exec") || each.equals("run")));
    }

    static boolean contains(String word) {
        return CONTAINERS.matcher(bare(word)).matches();
    }

    static boolean takesData(String word) {
        return DATA.matcher(bare(word)).matches();
    }

    /** Whether what follows an option is its value. */
    static boolean isValue(String option) {
        return VALUE.matcher(option).matches();
    }

    private static String bare(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }

    private static Pattern any(List<Runner> runners) {
        return Pattern.compile(
                runners.stream().map(each -> each.name().pattern()).collect(Collectors.joining("|")));
    }

    private static Runner runner(
            String name, String code, String longCode, String values, Operands operands, Set<Trait> traits) {
        return new Runner(Pattern.compile(name), code, Set.of(longCode.split(" ", -1)), values, operands, traits);
    }

    /** One that is called so. */
    static Optional<Runner> called(String word) {
        return interpreter(word).or(() -> among(COMMANDS, ANY_COMMAND, word));
    }

    /** One that is recognised wherever it stands. */
    static Optional<Runner> interpreter(String word) {
        return among(INTERPRETERS, ANY_INTERPRETER, word);
    }

    private static Optional<Runner> among(List<Runner> runners, Pattern any, String word) {
        String name = bare(word);
        return any.matcher(name).matches()
                ? runners.stream()
                        .filter(each -> each.name().matcher(name).matches())
                        .findFirst()
                : Optional.empty();
    }
}
