package io.opsbus.invocation.passing.rereading;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parameters of a script that it has read again, by their names in lower case.
 *
 * @param asScript their values may be of letters and digits of any script and _.:/@- only, and look like no option
 * @param asNumbers as expressions: a name would be the variable of another parameter, and what that has in it would be read in turn
 * @param asOption by a program that has options which run commands: the value may not look like one
 * @param asOptions the same, split into words before
 * @param lost in a script that is read where the variables are not: on another machine, or behind sudo; the value would be empty there
 * @param unread the script takes longer to read than anybody's does: none of these is known, and no value can be passed
 */
public record ReadAgain(
        Set<String> asScript,
        Set<String> asNumbers,
        Set<String> asOption,
        Set<String> asOptions,
        Set<String> lost,
        Set<String> unread) {
    public static final ReadAgain NOTHING = new ReadAgain(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.:/@-]*");
    /**
     * Letters and digits of any script besides, for those mean nothing to any language either; no quotes, dashes and blanks, of which
     * PowerShell takes some for its own.
     */
    private static final Pattern HARMLESS_TEXT =
            Pattern.compile("[A-Za-z0-9_.:/@\\p{L}\\p{M}\\p{N}\\x{3001}-\\x{3011}-]*");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]*");
    private static final Pattern NO_OPTION = Pattern.compile("(?s)(?![-+]).*|[-+][0-9.]*");
    private static final Pattern NO_OPTIONS = Pattern.compile("(?s)(?![-+])(?!.*\\s[-+]).*|[-+][0-9.]*");

    /** What a value was to be, and is not. */
    public enum Need {
        /** Of harmless characters: it becomes a part of a script. */
        HARMLESS,
        /** A whole number. */
        NUMBER,
        /** Something that does not look like an option. */
        NO_OPTION,
        /** Without U+0000, which no variable can have. */
        NO_NUL,
        /** Of harmless characters, for the language of the script has no variables. */
        HARMLESS_IN_ITS_PLACE,
        /** Whatever it is: a script reads it where the variables are not. */
        VARIABLES_THERE,
        /** Whatever it is: the script is too tangled to be read for the places where values stand. */
        READABLE_SCRIPT
    }

    public ReadAgain {
        asScript = Set.copyOf(asScript);
        asNumbers = Set.copyOf(asNumbers);
        asOption = Set.copyOf(asOption);
        asOptions = Set.copyOf(asOptions);
        lost = Set.copyOf(lost);
        unread = Set.copyOf(unread);
    }

    static ReadAgain unread(Collection<String> names) {
        return new ReadAgain(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.copyOf(names));
    }

    /** Those of a script for sh, or for what reads its language. */
    public static ReadAgain byShell(byte[] script) {
        return Rereading.of(Marked.of(script));
    }

    /** Whether a value means nothing but itself in any language that is known. */
    public static boolean isHarmless(String value) {
        return HARMLESS.matcher(value).matches();
    }

    /** What a parameter's value lacks, as far as that goes; empty when it can be passed. */
    public Optional<Need> lacks(String name, String value) {
        if (unread.contains(name)) {
            return Optional.of(Need.READABLE_SCRIPT);
        }
        if (lost.contains(name)) {
            return Optional.of(Need.VARIABLES_THERE);
        }
        boolean looksLikeOption = !NO_OPTION.matcher(value).matches();
        if (asNumbers.contains(name) && !NUMBER.matcher(value).matches()) {
            return Optional.of(Need.NUMBER);
        }
        if (asScript.contains(name)
                && (looksLikeOption || !HARMLESS_TEXT.matcher(value).matches())) {
            return Optional.of(Need.HARMLESS);
        }
        boolean asWords = asOptions.contains(name) && !NO_OPTIONS.matcher(value).matches();
        return (asOption.contains(name) && looksLikeOption) || asWords ? Optional.of(Need.NO_OPTION) : Optional.empty();
    }
}
