package io.opsbus.invocation.passing.rereading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One command of a shell script: its words, and what it is given to read. */
final class ShellCommand {
    /** Words that may come before a command's name. */
    private static final Set<String> BEFORE =
            Set.of("if", "then", "elif", "else", "do", "while", "until", "!", "{", "}", "time", "coproc");

    private static final Set<String> KEYWORDS =
            Set.of("for", "if", "elif", "while", "until", "then", "else", "do", "!");
    private static final Set<String> OPENS = Set.of("{", "if", "while", "until", "for", "select", "case");
    private static final Set<String> ENDS = Set.of("done", "}", "fi", "esac");
    private static final Set<String> PASSES_ON =
            Set.of("cat", "tee", "sed", "tr", "sort", "uniq", "head", "tail", "grep", "awk", "cut", "envsubst");
    /** Options of grep and pgrep. */
    private static final Predicate<String> COUNTING =
            Pattern.compile("-[a-zA-Z]*c[a-zA-Z]*|--count").asMatchPredicate();

    private static final Pattern NUMBERS_OF_FILES = Pattern.compile("%[Ybsugahio]");
    private static final Pattern NUMBERS_OF_CURL =
            Pattern.compile("%\\{(http_code|response_code|time_\\w+|size_\\w+|num_\\w+)\\}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private List<Word> words = new ArrayList<>();
    private final List<Word> input = new ArrayList<>();
    private final List<Word> output = new ArrayList<>();
    private Word word = new Word();
    private Redirection redirection = Redirection.NONE;
    private boolean readsInput;
    private boolean leaves;
    private boolean appends;
    private boolean appendsName;
    /** How many of its words are known to come before its name. */
    private int before;

    /** Where a word goes. */
    enum Redirection {
        NONE,
        INPUT,
        OUTPUT
    }

    Word word() {
        return word;
    }

    void endWord() {
        if (!word.isBegun()) {
            return;
        }
        switch (redirection) {
            case NONE -> words.add(word);
            case INPUT -> input.add(word);
            case OUTPUT -> output.add(word);
        }
        word = new Word();
        redirection = Redirection.NONE;
    }

    /** Whether an expression may follow at once, as in {@code for((}. */
    boolean isKeyword() {
        return KEYWORDS.contains(word.text());
    }

    /** The next word is a file, or the text of {@code <<<}. */
    void redirect(Redirection to) {
        endWordButNumber();
        redirection = to;
    }

    /** A number before a redirection is no word. */
    void endWordButNumber() {
        if (redirection == Redirection.NONE && DIGITS.matcher(word.text()).matches()) {
            word = new Word();
        }
        endWord();
    }

    /** What it reads, of a here document. */
    void document(Word body) {
        input.add(body);
    }

    /** What has been read was the head of a function. */
    void function() {
        words = new ArrayList<>();
        word = new Word();
        before = 0;
    }

    boolean isEmpty() {
        return words.isEmpty() && !word.isBegun();
    }

    private boolean isFirst(String name) {
        while (before < words.size() && isBefore(before)) {
            before++;
        }
        return before < words.size() && words.get(before).text().equals(name);
    }

    boolean opensCase() {
        return isFirst("case");
    }

    boolean awaitsPattern() {
        return opensCase() && !word.isBegun() && words.getLast().text().equals("in");
    }

    boolean closesCase() {
        return isFirst("esac");
    }

    /** Of the compound commands that open, true, and close in it, in their order. */
    List<Boolean> compounds() {
        List<Boolean> found = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String text = words.get(at).text();
            boolean opens = OPENS.contains(text);
            boolean closes = ENDS.contains(text);
            if (opens || closes) {
                found.add(opens);
            }
            if (!closes && !isBefore(at)) {
                break;
            }
        }
        return found;
    }

    /** Whether what it reads is given to it by itself. */
    boolean isFed() {
        return !input.isEmpty();
    }

    /** Whether it writes what it reads. */
    boolean passesOn() {
        List<Word> bare = bare();
        return !bare.isEmpty() && PASSES_ON.contains(bare.getFirst().text());
    }

    /** Whether it is a test whose operators are no shell's. */
    boolean isInTest() {
        Word last = word.isBegun() || words.isEmpty() ? word : words.getLast();
        return isFirst("[[") && !last.text().equals("]]");
    }

    List<Word> words() {
        return words;
    }

    /** The texts it is given: of here documents, of {@code <<<}; and the files' names. */
    List<Word> input() {
        return input;
    }

    /** Its words without those that may come before it. */
    List<Word> bare() {
        int first = 0;
        while (first < words.size() && isBefore(first)) {
            first++;
        }
        return words.subList(first, words.size());
    }

    private boolean isBefore(int at) {
        String text = words.get(at).text();
        return BEFORE.contains(text)
                || text.equals("function")
                || (at > 0 && words.get(at - 1).text().equals("function"))
                || (at > 0
                        && words.get(at - 1).text().equals("coproc")
                        && at + 1 < words.size()
                        && words.get(at + 1).text().equals("{"))
                || (text.startsWith("-")
                        && words.get(Math.max(0, at - 1)).text().equals("time"));
    }

    /** Whether it writes numbers alone, whatever it is given. */
    boolean counts() {
        boolean isPlain = words.stream().noneMatch(Word::splits)
                && output.stream().noneMatch(each -> DIGITS.matcher(each.text()).matches());
        if (!isPlain || words.isEmpty()) {
            return false;
        }
        List<String> texts = words.stream().map(Word::text).toList();
        return switch (texts.getFirst()) {
            case "wc" -> words.stream().allMatch(each -> each.direct().isEmpty());
            case "grep", "egrep", "fgrep" ->
                texts.stream().anyMatch(COUNTING)
                        && texts.stream()
                                        .skip(1)
                                        .filter(each -> !each.startsWith("-"))
                                        .count()
                                <= 2;
            case "pgrep" -> texts.stream().anyMatch(COUNTING);
            case "date" ->
                words.stream()
                        .noneMatch(each ->
                                each.text().startsWith("+") && !each.direct().isEmpty());
            case "stat" ->
                texts.contains("-c")
                        && NUMBERS_OF_FILES
                                .matcher(texts.get(texts.indexOf("-c") + 1))
                                .matches();
            case "id" -> texts.contains("-u") || texts.contains("-g");
            case "curl" -> isNumberOfCurl(texts);
            default -> false;
        };
    }

    private static boolean isNumberOfCurl(List<String> texts) {
        int format = texts.indexOf("-w") + 1;
        return format > 0
                && format < texts.size()
                && NUMBERS_OF_CURL.matcher(texts.get(format)).matches()
                && texts.stream().anyMatch(each -> each.matches("-[a-zA-Z]*o") || each.equals("-o/dev/null"));
    }

    /** It is known now that it reads its input as a script. */
    void readsInput(boolean so) {
        readsInput |= so;
    }

    boolean readsInput() {
        return readsInput;
    }

    /** What it reads becomes words of a program behind its own, and perhaps its name. */
    void appends(boolean name) {
        appends = true;
        appendsName |= name;
    }

    /** @param before what it reads */
    void appended(Set<Character> before, Findings findings) {
        if (appends) {
            findings.options(before);
        }
        if (appendsName) {
            findings.script(before);
        }
    }

    /** It runs its scripts where the variables are not. */
    void leaves() {
        leaves = true;
    }

    boolean hasLeft() {
        return leaves;
    }

    /** Whether what it writes is read as a script by a command in one of its words, as in {@code tee >(sh)}. */
    boolean feedsScript() {
        return frames().stream().anyMatch(each -> each.kind() == Frame.Kind.WRITTEN_TO && each.readsInput());
    }

    /** What stands in its words, and in the files it reads and writes. */
    List<Frame> frames() {
        return all().stream().flatMap(each -> each.frames().stream()).toList();
    }

    /** Its words, and the texts it is given, in which other scripts may stand. */
    List<Word> literal() {
        List<Word> all = new ArrayList<>(words);
        all.addAll(input);
        return all;
    }

    private List<Word> all() {
        List<Word> all = new ArrayList<>(words);
        all.addAll(input);
        all.addAll(output);
        return all;
    }

    Set<Character> placeholders() {
        Set<Character> all = new HashSet<>();
        all().forEach(each -> all.addAll(each.placeholders()));
        return all;
    }
}
