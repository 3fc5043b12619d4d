package io.opsbus.invocation.simulated.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A script of PowerShell: one statement after the other. What has a block is one program, and so is what is piped anywhere. */
final class PowerShellScript {
    private static final String LINE = "\r\n";

    private final Stage stage;
    private int code;
    private boolean isOver;

    PowerShellScript(Stage stage) {
        this.stage = stage;
        stage.set("env:computername", stage.hostName());
    }

    /** What it ends with. */
    int play(String text) {
        var reader = new PowerShellReader(
                text, name -> stage.variable(name.toLowerCase(Locale.ROOT)).orElse(""));
        while (reader.hasNext() && !isOver) {
            PowerShellReader.Statement statement = reader.next();
            if (!statement.isCompound() && !statement.words().isEmpty()) {
                take(statement.words());
            }
        }
        return code;
    }

    private void take(List<PowerShellReader.Word> words) {
        PowerShellReader.Word first = words.getFirst();
        List<String> rest = new ArrayList<>(
                words.stream().skip(1).map(PowerShellReader.Word::text).toList());
        if (!first.isBare()) {
            if (words.size() == 1) {
                stage.write(first.text() + LINE);
            }
            return;
        }
        String command = first.text().toLowerCase(Locale.ROOT);
        if (command.startsWith("$")) {
            assign(command.substring(1), words);
            return;
        }
        switch (command) {
            case "echo", "write-output", "write" -> {
                rest.removeIf(word -> word.equalsIgnoreCase("-InputObject"));
                rest.forEach(word -> stage.write(word + LINE));
            }
            case "write-host" -> {
                rest.removeIf(word -> word.equalsIgnoreCase("-Object"));
                boolean isLine = !rest.removeIf(word -> word.equalsIgnoreCase("-NoNewline"));
                stage.write(String.join(" ", rest) + (isLine ? LINE : ""));
            }
            case "exit" -> {
                isOver = true;
                code = rest.isEmpty() ? code : number(rest.getFirst());
            }
            case "start-sleep", "sleep" -> sleep(rest);
            case "hostname", "hostname.exe" -> stage.write(stage.hostName() + LINE);
            default -> {}
        }
    }

    private void assign(String name, List<PowerShellReader.Word> words) {
        boolean isSet = words.size() == 3
                && words.get(1).isBare()
                && words.get(1).text().equals("=");
        if (isSet) {
            stage.set(name, words.get(2).text());
        } else if (words.size() == 1) {
            stage.variable(name).ifPresent(value -> stage.write(value + LINE));
        }
    }

    private static int number(String word) {
        try {
            return (int) Long.parseLong(word);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private void sleep(List<String> words) {
        boolean isMillis =
                words.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).startsWith("-m"));
        Optional<String> number =
                words.stream().filter(word -> !word.startsWith("-")).findFirst();
        number.flatMap(word -> Script.seconds(word, 1))
                .map(time -> isMillis ? time.dividedBy(1_000) : time)
                .ifPresent(stage::sleep);
    }
}
