package io.opsbus.invocation.simulated.script;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script of {@code cmd}: one command a line, or several between {@code &}. {@code if}, {@code for} and blocks are one program. */
final class BatScript {
    private static final Pattern VARIABLE = Pattern.compile("%(?<name>[A-Za-z_][A-Za-z0-9_]*)%");
    private static final Pattern ECHO = Pattern.compile("(?i)echo(?:[.:(](?<glued>.*)|\\s(?<text>.*)|)");
    private static final Pattern EXIT = Pattern.compile("(?i)exit(?:\\s+/b)?(?:\\s+(?<code>-?\\d{1,10}))?\\s*");
    private static final Pattern TIMEOUT =
            Pattern.compile("(?i)timeout\\s+(?:/t\\s+)?(?<seconds>\\d{1,9})(?:\\s+/nobreak)?\\s*");
    private static final Pattern SET =
            Pattern.compile("(?i)set\\s+\"?(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>[^\"]*)\"?.*");
    private static final Pattern COMPOUND = Pattern.compile("(?i)(if|for)\\b.*|\\(.*");
    private static final Pattern ELSEWHERE = Pattern.compile("(?<!\\^)1?>>?(?!&)\\s*\\S+\\s*");
    private static final Pattern OTHER = Pattern.compile("\\d?(>&\\d|2>>?\\s*\\S+|<\\s*\\S+)");
    private static final String LINE = "\r\n";

    private final Stage stage;
    private int depth;
    private int code;
    private boolean isOver;

    BatScript(Stage stage) {
        this.stage = stage;
        stage.set("COMPUTERNAME", stage.hostName());
    }

    /** What it ends with. */
    int play(String text) {
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (isOver) {
                break;
            }
            line(line.strip().replaceFirst("^@+", "").strip());
        }
        return code;
    }

    private void line(String line) {
        if (depth > 0 || COMPOUND.matcher(line).matches()) {
            depth = Math.max(0, depth + count(line, '(') - count(line, ')'));
            return;
        }
        int begin = 0;
        boolean isQuoted = false;
        for (int at = 0; at <= line.length() && !isOver; at++) {
            boolean isEnd = at == line.length() || (line.charAt(at) == '&' && !isQuoted && !isRedirected(line, at));
            isQuoted ^= at < line.length() && line.charAt(at) == '"';
            if (isEnd) {
                command(line.substring(begin, at).strip());
                begin = at + 1;
            }
        }
    }

    private static boolean isRedirected(String line, int at) {
        return at > 0 && (line.charAt(at - 1) == '>' || line.charAt(at - 1) == '^');
    }

    private static int count(String line, char c) {
        return (int) line.chars().filter(one -> one == c).count();
    }

    private void command(String asWritten) {
        if (asWritten.startsWith("::") || asWritten.toLowerCase(Locale.ROOT).matches("rem\\b.*")) {
            return;
        }
        String given = VARIABLE.matcher(asWritten)
                .replaceAll(found -> Matcher.quoteReplacement(
                        stage.variable(found.group(1).toUpperCase(Locale.ROOT)).orElse("")));
        boolean isElsewhere = ELSEWHERE.matcher(given).find() || given.indexOf('|') >= 0;
        String command = OTHER.matcher(given).replaceAll(" ").strip();
        Matcher echo = ECHO.matcher(command);
        Matcher exit = EXIT.matcher(command);
        Matcher timeout = TIMEOUT.matcher(command);
        Matcher set = SET.matcher(command);
        if (echo.matches()) {
            String text = echo.group("glued") == null ? echo.group("text") : echo.group("glued");
            if (text != null
                    && !isElsewhere
                    && !text.strip().toLowerCase(Locale.ROOT).matches("on|off")) {
                stage.write(text.replace("^", "") + LINE);
            }
        } else if (exit.matches()) {
            String said = exit.group("code");
            code = said == null ? code : (int) Long.parseLong(said);
            isOver = true;
        } else if (timeout.matches()) {
            Script.seconds(timeout.group("seconds"), 1).ifPresent(stage::sleep);
        } else if (set.matches()) {
            stage.set(set.group("name").toUpperCase(Locale.ROOT), set.group("value"));
        } else if (command.equalsIgnoreCase("hostname") && !isElsewhere) {
            stage.write(stage.hostName() + LINE);
        }
    }
}
