package dev.mizu.expr.text;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Privileges as words and as letters, and the text of access items ({@code grantee=letters/grantor}). */
public final class Privileges {
    /** In the order of words. */
    private static final List<String> WORDS = List.of("SELECT", "INSERT", "UPDATE", "DELETE", "USAGE", "CREATE",
            "CREATEROLE", "CREATEDB", "CREATECLUSTER", "CREATENETWORKPOLICY");
    private static final String LETTERS = "rawdUCRBNP";
    /** In the order of letters. */
    private static final String PRINTED = "arwdUCRBNP";

    private Privileges() {}

    /** The words of some letters. */
    public static List<String> names(String letters) {
        for (int i = 0; i < letters.length(); i++) {
            if (LETTERS.indexOf(letters.charAt(i)) < 0) {
                throw invalid(String.valueOf(letters.charAt(i)));
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < WORDS.size(); i++) {
            if (letters.indexOf(LETTERS.charAt(i)) >= 0) {
                names.add(WORDS.get(i));
            }
        }
        return names;
    }

    /** The letters of words with commas between them. */
    public static String letters(String words) {
        StringBuilder held = new StringBuilder();
        for (String word : words.split(",")) {
            int place = WORDS.indexOf(word.strip().toUpperCase(Locale.ROOT));
            if (place < 0) {
                throw invalid(word.strip());
            }
            held.append(LETTERS.charAt(place));
        }
        StringBuilder ordered = new StringBuilder();
        for (int i = 0; i < PRINTED.length(); i++) {
            if (held.indexOf(String.valueOf(PRINTED.charAt(i))) >= 0) {
                ordered.append(PRINTED.charAt(i));
            }
        }
        return ordered.toString();
    }

    /** The grantee, grantor or privileges of an access item; an empty grantee is everyone, by the name given. */
    public static String part(String item, String part, String everyone) {
        int equals = item.indexOf('=');
        int slash = item.lastIndexOf('/');
        return switch (part) {
            case "grantee" -> equals == 0 ? everyone : item.substring(0, equals);
            case "grantor" -> item.substring(slash + 1);
            default -> item.substring(equals + 1, slash);
        };
    }

    private static EvalException invalid(String privilege) {
        return new EvalException(
                SqlState.INVALID_PARAMETER_VALUE, "unrecognized privilege type: \"" + privilege + '"');
    }
}
