package io.opsbus.invocation.simulated.script;

import io.opsbus.invocation.simulated.script.ShellReader.Simple;
import io.opsbus.invocation.simulated.script.ShellReader.Word;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A script of a shell: simple commands in their order, by {@code &&} and {@code ||}. Conditions, loops, functions, groups and
 * subshells are as one program: they succeed silently.
 */
final class ShellScript {
    private static final Map<String, String> CLOSING = Map.of(
            "if", "fi", "for", "done", "while", "done", "until", "done", "select", "done", "case", "esac", "{", "}");
    private static final Set<String> BETWEEN = Set.of("then", "do", "else", "elif", "!", "time");
    private static final int BYTE = 0xff;

    private final Stage stage;
    private final Deque<String> open = new ArrayDeque<>();
    private int status;
    private boolean isOver;
    private boolean endsAtFailure;

    ShellScript(Stage stage) {
        this.stage = stage;
        stage.set("HOSTNAME", stage.hostName());
    }

    /** What it ends with. */
    int play(String text) {
        var reader = new ShellReader(text, this::value);
        String before = ";";
        while (reader.hasNext() && !isOver) {
            Simple command = reader.next();
            if (!command.words().isEmpty()) {
                boolean isLeftOut = (before.equals("&&") && status != 0) || (before.equals("||") && status == 0);
                take(command, isLeftOut);
            }
            parenthesis(command.end());
            // a line may end behind && and |
            before = command.words().isEmpty() && command.end().equals(";") ? before : command.end();
        }
        return status;
    }

    private String value(String name) {
        if (name.startsWith("(")) {
            return name.substring(1).equals("hostname") ? stage.hostName() : "";
        }
        return name.equals("?")
                ? Integer.toString(status)
                : stage.variable(name).orElse("");
    }

    private void parenthesis(String end) {
        if (end.equals("(")) {
            open.push(")");
        } else if (end.equals(")") && ")".equals(open.peek())) {
            open.pop();
        }
    }

    private void take(Simple command, boolean isLeftOut) {
        if (isOfCompound(command) || isLeftOut) {
            return;
        }
        if (command.end().equals("&")) {
            // nobody waits for it
            status = 0;
            return;
        }
        // what a pipe begins with is read by what follows
        boolean isHeard = !command.elsewhere()
                && !command.end().equals("|")
                && !command.end().equals("(");
        List<Word> words = assigned(command.words());
        status = words.isEmpty() ? 0 : run(words.getFirst().text(), texts(words), isHeard);
        if (status != 0 && endsAtFailure && command.end().equals(";")) {
            isOver = true;
        }
    }

    /** Keeps in mind where a compound command ends; whether this is a part of one. */
    private boolean isOfCompound(Simple command) {
        List<Word> words = command.words();
        int first = 0;
        while (first < words.size()
                && words.get(first).isBare()
                && BETWEEN.contains(words.get(first).text())) {
            first++;
        }
        String word = first < words.size() && words.get(first).isBare()
                ? words.get(first).text()
                : "";
        if (word.equals(open.peek())) {
            open.pop();
            status = open.isEmpty() ? 0 : status;
            return true;
        }
        boolean isFunction = word.equals("function")
                && words.getLast().isBare()
                && words.getLast().text().equals("{");
        String closing = isFunction ? "}" : CLOSING.get(word);
        if (closing != null) {
            open.push(closing);
            return true;
        }
        return !open.isEmpty() || first > 0;
    }

    /** The words behind what is set. */
    private List<Word> assigned(List<Word> words) {
        int first = 0;
        while (first < words.size() && words.get(first).isAssignment()) {
            assign(words.get(first++).text());
        }
        return words.subList(first, words.size());
    }

    private void assign(String word) {
        int equals = word.indexOf('=');
        boolean isMore = word.charAt(equals - 1) == '+';
        String name = word.substring(0, isMore ? equals - 1 : equals);
        String value = word.substring(equals + 1);
        stage.set(name, isMore ? stage.variable(name).orElse("") + value : value);
    }

    private static List<String> texts(List<Word> words) {
        return words.subList(1, words.size()).stream().map(Word::text).toList();
    }

    private int run(String program, List<String> words, boolean isHeard) {
        switch (program) {
            case "echo" -> write(echoed(words), isHeard);
            case "printf" -> write(words.isEmpty() ? "" : printed(words), isHeard);
            case "hostname" -> write(words.isEmpty() ? stage.hostName() + "\n" : "", isHeard);
            case "exit" -> {
                isOver = true;
                return words.isEmpty() ? status : code(words.getFirst());
            }
            case "sleep" -> {
                return slept(words);
            }
            case "false" -> {
                return 1;
            }
            case "set" -> endsAtFailure = endsAtFailure(words);
            case "export", "readonly", "declare", "local", "typeset" ->
                words.stream()
                        .filter(word -> word.matches("(?s)[A-Za-z_]\\w*=.*"))
                        .forEach(this::assign);
            default -> {}
        }
        return 0;
    }

    private void write(String text, boolean isHeard) {
        if (isHeard) {
            stage.write(text);
        }
    }

    private static String echoed(List<String> words) {
        int first = 0;
        boolean isLine = true;
        boolean isEscaped = false;
        while (first < words.size() && words.get(first).matches("-[neE]+")) {
            String option = words.get(first++);
            isLine &= option.indexOf('n') < 0;
            isEscaped = (isEscaped || option.indexOf('e') >= 0) && option.indexOf('E') < 0;
        }
        String text = words.stream().skip(first).collect(Collectors.joining(" "));
        return (isEscaped ? Escapes.of(text) : text) + (isLine ? "\n" : "");
    }

    private static String printed(List<String> words) {
        int first = words.getFirst().equals("--") && words.size() > 1 ? 1 : 0;
        return Escapes.formatted(words.get(first), words.subList(first + 1, words.size()));
    }

    private int code(String word) {
        try {
            return (int) (Long.parseLong(word.strip()) & BYTE);
        } catch (NumberFormatException none) {
            return 2;
        }
    }

    private int slept(List<String> words) {
        Duration all = Duration.ZERO;
        for (String word : words) {
            Optional<Duration> one = time(word);
            if (one.isEmpty()) {
                return 1;
            }
            all = all.plus(one.get());
        }
        stage.sleep(all);
        return words.isEmpty() ? 1 : 0;
    }

    private static Optional<Duration> time(String word) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if (word.equals("infinity")) {
            return Optional.of(Stage.LONGEST);
        }
        String number = word.substring(0, word.length() - 1);
        return switch (word.charAt(word.length() - 1)) {
            case 's' -> Script.seconds(number, 1);
            case 'm' -> Script.seconds(number, 60);
            case 'h' -> Script.seconds(number, 3_600);
            case 'd' -> Script.seconds(number, 86_400);
            default -> Script.seconds(word, 1);
        };
    }

    private boolean endsAtFailure(List<String> words) {
        boolean ends = endsAtFailure;
        for (String word : words) {
            ends = word.matches("-[a-zA-Z]*e[a-zA-Z]*") || (ends && !word.matches("\\+[a-zA-Z]*e[a-zA-Z]*"));
        }
        return ends;
    }
}
