package io.opsbus.invocation.passing.powershell;

import io.opsbus.invocation.passing.rereading.Findings;
import io.opsbus.invocation.passing.rereading.Marked;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What stands between parentheses or braces of a PowerShell script, or the script itself, while it is being read. */
final class Scope {
    private final char end;
    private final String quote;
    /** Of all its statements. */
    private final Set<Character> all = new HashSet<>();
    /** Those the command that ends next is given, or a command before it in its pipeline. */
    private final Set<Character> values = new HashSet<>();

    private final Set<Character> blocks = new HashSet<>();
    private final List<String> quoted = new ArrayList<>();
    private PowerShellCommand command = new PowerShellCommand();
    /** Its statement has what its block is given. */
    private boolean hasPiped;

    private boolean hadPiped;
    private boolean readsPiped;
    private char last = '\n';

    /**
     * Nothing of it read.
     *
     * @param end what closes it; {@code ]} for the brace of a table
     * @param quote the end of the text in which it stands; empty when it stands in none
     */
    Scope(char end, String quote) {
        this.end = end;
        this.quote = quote;
    }

    char end() {
        return end;
    }

    String quote() {
        return quote;
    }

    PowerShellCommand command() {
        return command;
    }

    int size() {
        return all.size();
    }

    /** The one before the next character, blanks aside. */
    char last(char next) {
        char before = last;
        last = next == '\n' ? before : next;
        return before;
    }

    /** @param isPiped what stands there is what a block is given */
    void character(char next, boolean isQuoted, boolean isPiped) {
        if (Marked.isOne(next)) {
            values.add(next);
            all.add(next);
        }
        hasPiped |= isPiped;
        command.add(next, isQuoted);
    }

    /** Between single quotes, perhaps a script of its own. */
    void quoted(String text) {
        if (!Marked.in(text).isEmpty()) {
            quoted.add(text);
        }
    }

    /** What stands in it has been read. True when another statement begins behind that. */
    boolean take(Scope inner) {
        all.addAll(inner.all);
        if (inner.end == '}') {
            blocks.addAll(inner.all);
            if (inner.readsPiped) {
                command.readsBlock();
            }
            return command.isKeyword();
        }
        values.addAll(inner.all);
        blocks.addAll(inner.blocks);
        hasPiped |= inner.hadPiped;
        readsPiped |= inner.readsPiped;
        return false;
    }

    void endStatement() {
        values.clear();
        blocks.clear();
        quoted.clear();
        hadPiped |= hasPiped;
        hasPiped = false;
    }

    /** A command has ended; what it is given to read as PowerShell. */
    List<String> endCommand(Findings findings) {
        PowerShellCommand ended = command;
        ended.endWord();
        command = new PowerShellCommand();
        if (ended.isNamedByValue()) {
            findings.script(values);
        }
        if (ended.sendsBlocks()) {
            findings.lost(blocks);
        }
        if (!ended.reads()) {
            return List.of();
        }
        findings.script(values);
        readsPiped |= hasPiped;
        if (ended.leaves()) {
            quoted.forEach(each -> findings.lost(Marked.in(each)));
        }
        return ended.readsPowerShell() ? List.copyOf(quoted) : List.of();
    }
}
