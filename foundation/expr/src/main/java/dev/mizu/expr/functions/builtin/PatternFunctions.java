package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.BOOL;
import static dev.mizu.expr.functions.ParamType.BPCHAR;
import static dev.mizu.expr.functions.ParamType.TEXT;
import static dev.mizu.expr.functions.ParamType.TEXT_ARRAY;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.text.LikePattern;
import dev.mizu.expr.text.Regex;
import dev.mizu.repr.Datum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** LIKE and regular expressions. A constant pattern is made ready once. */
final class PatternFunctions {
    static final List<FunctionDef> ALL = all();

    private PatternFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        for (ParamType subject : List.of(TEXT, BPCHAR)) {
            String cast = subject == TEXT ? "" : "::char(5)";
            defs.add(like(subject, "~~", false, true, "'abc'" + cast + " ~~ 'a%'"));
            defs.add(like(subject, "~~*", true, true, "'ABC'" + cast + " ~~* 'a%'"));
            defs.add(like(subject, "!~~", false, false, "'abc'" + cast + " !~~ '_b'"));
            defs.add(like(subject, "!~~*", true, false, "'abc'" + cast + " !~~* 'B%'"));
            defs.add(regex(subject, "~", false, true, "'thomas'" + cast + " ~ 't.*m'"));
            defs.add(regex(subject, "~*", true, true, "'thomas'" + cast + " ~* 'T.*M'"));
            defs.add(regex(subject, "!~", false, false, "'thomas'" + cast + " !~ 'T.*m'"));
            defs.add(regex(subject, "!~*", true, false, "'thomas'" + cast + " !~* 'T.*x'"));
        }
        defs.add(scalar("like_escape").params(TEXT, TEXT).returns(TEXT).fallible()
                .doc("a LIKE pattern rewritten from its own escape character to the backslash")
                .example("like_escape('a#%b', '#')", "a\\%b")
                .eval(a -> Datum.of(LikePattern.withEscape(a[0].asText(), a[1].asText()))));
        matches(defs);
        return List.copyOf(defs);
    }

    private static FunctionDef like(
            ParamType subject, String symbol, boolean foldCase, boolean wanted, String example) {
        return operator(symbol).params(subject, TEXT).returns(BOOL).fallible()
                .doc("whether the text is " + (wanted ? "" : "not ") + "like the pattern"
                        + (foldCase ? ", ignoring case" : ""))
                .example(example, "t").prepared(1, pattern -> {
                    LikePattern compiled = LikePattern.compile(pattern.asText(), foldCase);
                    return a -> Datum.of(compiled.matches(a[0].asText()) == wanted);
                });
    }

    private static FunctionDef regex(
            ParamType subject, String symbol, boolean foldCase, boolean wanted, String example) {
        return operator(symbol).params(subject, TEXT).returns(BOOL).fallible()
                .doc("whether the text " + (wanted ? "matches" : "does not match") + " the regular expression"
                        + (foldCase ? ", ignoring case" : ""))
                .example(example, "t").prepared(1, pattern -> {
                    Regex compiled = Regex.compile(pattern.asText(), foldCase, false);
                    return a -> Datum.of(compiled.find(a[0].asText()) == wanted);
                });
    }

    private static void matches(List<FunctionDef> defs) {
        defs.add(scalar("regexp_match").params(TEXT, TEXT).returns(TEXT_ARRAY).givesNulls().fallible()
                .doc("the groups of the first match of a regular expression, NULL without one")
                .example("regexp_match('foobarbequebaz', '(bar)(beque)')", "{bar,beque}")
                .prepared(1, pattern -> {
                    Regex regex = Regex.compile(pattern.asText(), "", false);
                    return a -> match(regex, a[0].asText());
                }));
        defs.add(scalar("regexp_match").params(TEXT, TEXT, TEXT).returns(TEXT_ARRAY).givesNulls().fallible()
                .doc("the groups of the first match of a regular expression, with flags i and c")
                .example("regexp_match('FOObar', 'o+b(a)', 'i')", "{a}").eval(a -> match(
                        Regex.compile(a[1].asText(), a[2].asText(), false), a[0].asText())));
        defs.add(scalar("substring").params(TEXT, TEXT).returns(TEXT).givesNulls().fallible()
                .doc("what the first group of a regular expression matches, without groups the whole; NULL without"
                        + " a match").example("substring('Thomas', '...$')", "mas").prepared(1, pattern -> {
                    Regex regex = Regex.compile(pattern.asText(), "", false);
                    return a -> regex.match(a[0].asText())
                            .flatMap(groups -> groups.getFirst()).map(Datum::of).orElse(Datum.NULL);
                }));
        defs.add(scalar("regexp_replace").params(TEXT, TEXT, TEXT).returns(TEXT).fallible()
                .doc("the first match replaced; $1 to $9 in the replacement are its groups")
                .example("regexp_replace('Thomas', '.[mN]a.', 'M')", "ThM").prepared(1, pattern -> {
                    Regex regex = Regex.compile(pattern.asText(), "", true);
                    return a -> replaced(regex, a);
                }));
        defs.add(scalar("regexp_replace").params(TEXT, TEXT, TEXT, TEXT).returns(TEXT).fallible()
                .doc("the first match, with flag g every one, replaced; $1 to $9 in the replacement are its groups")
                .example("regexp_replace('foobarbaz', 'b(..)', 'X$1Y', 'g')", "fooXarYXazY")
                .eval(a -> replaced(Regex.compile(a[1].asText(), a[3].asText(), true), a)));
        defs.add(scalar("regexp_split_to_array").params(TEXT, TEXT).returns(TEXT_ARRAY).fallible()
                .doc("the pieces between matches").example("regexp_split_to_array('hello world', '\\s+')",
                        "{hello,world}").prepared(1, pattern -> {
                    Regex regex = Regex.compile(pattern.asText(), "", false);
                    return a -> pieces(regex, a[0].asText());
                }));
        defs.add(scalar("regexp_split_to_array").params(TEXT, TEXT, TEXT).returns(TEXT_ARRAY).fallible()
                .doc("the pieces between matches, with flags i and c")
                .example("regexp_split_to_array('aXbxc', 'x', 'i')", "{a,b,c}")
                .eval(a -> pieces(Regex.compile(a[1].asText(), a[2].asText(), false), a[0].asText())));
    }

    private static Datum match(Regex regex, String text) {
        return regex.match(text).map(PatternFunctions::groups).orElse(Datum.NULL);
    }

    /** The groups of a match as an array, NULL where one took no part. */
    static Datum groups(List<Optional<String>> groups) {
        return Datum.Array.of(groups.stream().map(g -> g.map(Datum::of).orElse(Datum.NULL)).toList());
    }

    private static Datum replaced(Regex regex, Datum[] args) {
        return Datum.of(TextFunctions.checked(regex.replace(args[0].asText(), args[2].asText())));
    }

    private static Datum pieces(Regex regex, String text) {
        return Datum.Array.of(regex.split(text).stream().map(Datum::of).toList());
    }
}
