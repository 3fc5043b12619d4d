package io.opsbus.invocation.passing;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parameters of a script that it has read again, by their names in lower case.
 *
 * @param asScript their values may be of harmless characters only
 * @param asNumbers as expressions: a name would be the variable of another parameter, and what that has in it would be read in turn
 */
public record ReadAgain(Set<String> asScript, Set<String> asNumbers) {
    static final ReadAgain NOTHING = new ReadAgain(Set.of(), Set.of());

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]*");

    public ReadAgain {
        asScript = Set.copyOf(asScript);
        asNumbers = Set.copyOf(asNumbers);
    }

    /** Whether a parameter may have a value, as far as that goes. */
    public boolean canPass(String name, String value) {
        return (!asScript.contains(name) || ScriptLanguage.isHarmless(value))
                && (!asNumbers.contains(name) || NUMBER.matcher(value).matches());
    }
}
