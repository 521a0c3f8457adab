package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.operator;
import static dev.mizu.expr.functions.FunctionBuilder.scalar;
import static dev.mizu.expr.functions.ParamType.ANY;
import static dev.mizu.expr.functions.ParamType.ANYNONARRAY;
import static dev.mizu.expr.functions.ParamType.BOOL;
import static dev.mizu.expr.functions.ParamType.INT4;
import static dev.mizu.expr.functions.ParamType.TEXT;
import static dev.mizu.expr.functions.ParamType.TEXT_ARRAY;

import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.cast.TextConversions;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.kernel.TextKernels;
import dev.mizu.expr.text.CodePoints;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.DatumText;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Text: its length, parts, case, and how texts are joined. Lengths and positions count code points. */
final class TextFunctions {
    static final List<FunctionDef> ALL = all();

    private TextFunctions() {}

    private static List<FunctionDef> all() {
        List<FunctionDef> defs = new ArrayList<>();
        lengths(defs);
        cases(defs);
        parts(defs);
        trims(defs);
        joins(defs);
        changes(defs);
        return List.copyOf(defs);
    }

    private static void lengths(List<FunctionDef> defs) {
        for (String name : List.of("length", "char_length", "character_length")) {
            defs.add(scalar(name).params(TEXT).returns(INT4).doc("number of characters")
                    .example(name + "('häßlich')", "7").kernel((args, rows) -> TextKernels.lengths(args[0], rows))
                    .eval(a -> Datum.of(CodePoints.count(a[0].asText()))));
        }
        defs.add(scalar("octet_length").params(TEXT).returns(INT4).doc("number of bytes")
                .example("octet_length('häßlich')", "9").kernel((args, rows) -> TextKernels.sizes(args[0], rows))
                .eval(a -> Datum.of(utf8(a[0].asText()).length)));
        defs.add(scalar("bit_length").params(TEXT).returns(INT4).doc("number of bits")
                .example("bit_length('jose')", "32").eval(a -> Datum.of(utf8(a[0].asText()).length * 8L)));
        defs.add(scalar("ascii").params(TEXT).returns(INT4).doc("code point of the first character, 0 for none")
                .example("ascii('x')", "120")
                .eval(a -> Datum.of(a[0].asText().isEmpty() ? 0 : a[0].asText().codePointAt(0))));
        defs.add(scalar("chr").params(INT4).returns(TEXT).fallible().doc("the character of a code point")
                .example("chr(65)", "A").eval(a -> chr((int) a[0].asLong())));
    }

    private static Datum chr(int point) {
        if (point == 0) {
            throw new EvalException(SqlState.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
        }
        if (point < 0) {
            throw new EvalException(SqlState.INVALID_PARAMETER_VALUE, "character number must be positive");
        }
        if (!Character.isValidCodePoint(point) || point >= 0xd800 && point < 0xe000) {
            throw new EvalException(
                    SqlState.PROGRAM_LIMIT_EXCEEDED, "requested character too large for encoding: " + point);
        }
        return Datum.of(Character.toString(point));
    }

    private static void cases(List<FunctionDef> defs) {
        defs.add(scalar("lower").params(TEXT).returns(TEXT).doc("all in lower case").example("lower('TOM')", "tom")
                .kernel((args, rows) -> TextKernels.fold(args[0], false, rows))
                .eval(a -> Datum.of(a[0].asText().toLowerCase(Locale.ROOT))));
        defs.add(scalar("upper").params(TEXT).returns(TEXT).doc("all in upper case").example("upper('tom')", "TOM")
                .kernel((args, rows) -> TextKernels.fold(args[0], true, rows))
                .eval(a -> Datum.of(a[0].asText().toUpperCase(Locale.ROOT))));
        defs.add(scalar("initcap").params(TEXT).returns(TEXT)
                .doc("each word (of letters and digits) in lower case with an upper-case start")
                .example("initcap('hi THOMAS')", "Hi Thomas").eval(a -> Datum.of(initcap(a[0].asText()))));
    }

    private static String initcap(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            out.appendCodePoint(inWord ? Character.toLowerCase(point) : Character.toUpperCase(point));
            inWord = Character.isLetterOrDigit(point);
        }
        return out.toString();
    }

    private static void parts(List<FunctionDef> defs) {
        for (String name : List.of("substr", "substring")) {
            defs.add(scalar(name).params(TEXT, INT4).returns(TEXT).doc("from a position, counted from 1, to the end")
                    .example(name + "('Thomas', 3)", "omas")
                    .eval(a -> Datum.of(CodePoints.slice(a[0].asText(), a[1].asLong() - 1, Integer.MAX_VALUE))));
            defs.add(scalar(name).params(TEXT, INT4, INT4).returns(TEXT).fallible()
                    .doc("so many characters from a position, counted from 1")
                    .example(name + "('Thomas', 2, 3)", "hom").eval(a -> {
                        if (a[2].asLong() < 0) {
                            throw new EvalException("22011", "negative substring length not allowed");
                        }
                        long from = a[1].asLong() - 1;
                        return Datum.of(CodePoints.slice(a[0].asText(), from, from + a[2].asLong()));
                    }));
        }
        defs.add(scalar("left").params(TEXT, INT4).returns(TEXT)
                .doc("the first n characters; of negative n, all but the last |n|").example("left('abcde', 2)", "ab")
                .example("left('abcde', -2)", "abc").eval(a -> {
                    long n = a[1].asLong();
                    return Datum.of(CodePoints.slice(
                            a[0].asText(), 0, n >= 0 ? n : CodePoints.count(a[0].asText()) + n));
                }));
        defs.add(scalar("right").params(TEXT, INT4).returns(TEXT)
                .doc("the last n characters; of negative n, all but the first |n|")
                .example("right('abcde', 2)", "de").example("right('abcde', -2)", "cde").eval(a -> {
                    long n = a[1].asLong();
                    long from = n >= 0 ? CodePoints.count(a[0].asText()) - n : -n;
                    return Datum.of(CodePoints.slice(a[0].asText(), from, Integer.MAX_VALUE));
                }));
        defs.add(scalar("position").params(TEXT, TEXT).returns(INT4)
                .doc("where the first text occurs in the second, counted from 1; 0 when nowhere")
                .example("position('om', 'Thomas')", "3").eval(a -> position(a[1].asText(), a[0].asText())));
        defs.add(scalar("strpos").params(TEXT, TEXT).returns(INT4)
                .doc("where the second text occurs in the first, counted from 1; 0 when nowhere")
                .example("strpos('high', 'ig')", "2").eval(a -> position(a[0].asText(), a[1].asText())));
        defs.add(scalar("starts_with").in("mz_catalog").params(TEXT, TEXT).returns(BOOL)
                .doc("whether the first text starts with the second").example("starts_with('alphabet', 'alph')", "t")
                .kernel((args, rows) -> TextKernels.startsWith(args[0], args[1], rows))
                .eval(a -> Datum.of(a[0].asText().startsWith(a[1].asText()))));
        defs.add(scalar("split_part").params(TEXT, TEXT, INT4).returns(TEXT).fallible()
                .doc("the n-th field between delimiters, counted from 1, or from -1 at the end")
                .example("split_part('abc~@~def~@~ghi', '~@~', 2)", "def")
                .eval(a -> splitPart(a[0].asText(), a[1].asText(), a[2].asLong())));
    }

    private static Datum position(String text, String part) {
        int at = text.indexOf(part);
        return Datum.of(at < 0 ? 0 : text.codePointCount(0, at) + 1);
    }

    private static Datum splitPart(String text, String delimiter, long field) {
        if (field == 0) {
            throw Errors.invalidParameter("field position must not be zero");
        }
        if (delimiter.isEmpty()) {
            return Datum.of(field == 1 || field == -1 ? text : "");
        }
        return Datum.of(field > 0 ? fieldFromStart(text, delimiter, field) : fieldFromEnd(text, delimiter, -field));
    }

    private static String fieldFromStart(String text, String delimiter, long field) {
        int from = 0;
        for (long i = 1; i < field; i++) {
            int next = text.indexOf(delimiter, from);
            if (next < 0) {
                return "";
            }
            from = next + delimiter.length();
        }
        int end = text.indexOf(delimiter, from);
        return text.substring(from, end < 0 ? text.length() : end);
    }

    private static String fieldFromEnd(String text, String delimiter, long field) {
        int end = text.length();
        for (long i = 1; i < field; i++) {
            int before = end < delimiter.length() ? -1 : text.lastIndexOf(delimiter, end - delimiter.length());
            if (before < 0) {
                return "";
            }
            end = before;
        }
        int start = end < delimiter.length() ? -1 : text.lastIndexOf(delimiter, end - delimiter.length());
        return text.substring(start < 0 ? 0 : start + delimiter.length(), end);
    }

    private static void trims(List<FunctionDef> defs) {
        for (String name : List.of("btrim", "ltrim", "rtrim")) {
            boolean start = !name.equals("rtrim");
            boolean end = !name.equals("ltrim");
            String where = start && end ? "both ends" : start ? "the start" : "the end";
            String blanks = start && end ? "x" : start ? "x  " : "  x";
            defs.add(scalar(name).params(TEXT).returns(TEXT).doc("without blanks at " + where)
                    .example("'[' || " + name + "('  x  ') || ']'", '[' + blanks + ']')
                    .eval(a -> Datum.of(CodePoints.trim(a[0].asText(), point -> point == ' ', start, end))));
            defs.add(scalar(name).params(TEXT, TEXT).returns(TEXT)
                    .doc("without any of the second text's characters at " + where)
                    .example(name + "('xyxtrimyyx', 'xyz')",
                            start && end ? "trim" : start ? "trimyyx" : "xyxtrim")
                    .eval(a -> {
                        String unwanted = a[1].asText();
                        return Datum.of(CodePoints.trim(
                                a[0].asText(), point -> unwanted.indexOf(point) >= 0, start, end));
                    }));
        }
    }

    private static void joins(List<FunctionDef> defs) {
        defs.add(operator("||").params(TEXT, TEXT).returns(TEXT).fallible().doc("both texts, joined")
                .example("'Post' || 'greSQL'", "PostgreSQL")
                .kernel((args, rows) -> TextKernels.concat(args[0], args[1], rows))
                .eval(a -> Datum.of(checked(a[0].asText().concat(a[1].asText())))));
        defs.add(operator("||").params(TEXT, ANYNONARRAY).returns(TEXT).fallible()
                .doc("a text, then the text of any value").example("'n' || 1", "n1")
                .typed(types -> a -> Datum.of(
                        checked(a[0].asText().concat(TextConversions.castText(types.get(1), a[1]))))));
        defs.add(operator("||").params(ANYNONARRAY, TEXT).returns(TEXT).fallible()
                .doc("the text of any value, then a text").example("1 || 'n'", "1n")
                .typed(types -> a -> Datum.of(
                        checked(TextConversions.castText(types.get(0), a[0]).concat(a[1].asText())))));
        defs.add(scalar("concat").variadic(ANY).returns(TEXT).seesNullsGivesNone().fallible()
                .doc("the texts of all values that are not NULL, joined")
                .example("concat('abcde', 2, NULL, 22)", "abcde222").typed(types -> a -> concat(types, a)));
        defs.add(scalar("concat_ws").variadic(TEXT, ANY).returns(TEXT).seesNulls().fallible()
                .doc("the texts of all values that are not NULL, joined with the first between them")
                .example("concat_ws(',', 'abcde', 2, NULL, 22)", "abcde,2,22").typed(types -> a -> {
                    if (a[0].isNull()) {
                        return Datum.NULL;
                    }
                    StringBuilder out = new StringBuilder();
                    boolean any = false;
                    for (int i = 1; i < a.length; i++) {
                        if (!a[i].isNull()) {
                            out.append(any ? a[0].asText() : "");
                            DatumText.print(types.get(i), a[i], out);
                            any = true;
                        }
                    }
                    return Datum.of(checked(out.toString()));
                }));
        defs.add(scalar("string_to_array").params(TEXT, TEXT).returns(TEXT_ARRAY).seesNulls()
                .doc("the pieces between delimiters; every character when the delimiter is NULL")
                .example("string_to_array('xx~~yy', '~~')", "{xx,yy}")
                .eval(a -> split(a[0], a[1], Datum.NULL)));
        defs.add(scalar("string_to_array").params(TEXT, TEXT, TEXT).returns(TEXT_ARRAY).seesNulls()
                .doc("the pieces between delimiters, NULL where one is the third text")
                .example("string_to_array('xx~yy~zz', '~', 'yy')", "{xx,NULL,zz}")
                .eval(a -> split(a[0], a[1], a[2])));
    }

    private static Datum concat(List<ScalarType> types, Datum[] values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (!values[i].isNull()) {
                DatumText.print(types.get(i), values[i], out);
            }
        }
        return Datum.of(checked(out.toString()));
    }

    private static Datum split(Datum text, Datum delimiter, Datum nullText) {
        if (text.isNull()) {
            return Datum.NULL;
        }
        String whole = text.asText();
        List<Datum> pieces = new ArrayList<>();
        if (whole.isEmpty()) {
            return Datum.Array.of(pieces);
        }
        if (delimiter.isNull()) {
            whole.codePoints().forEach(point -> pieces.add(Datum.of(Character.toString(point))));
        } else if (delimiter.asText().isEmpty()) {
            pieces.add(text);
        } else {
            String between = delimiter.asText();
            int from = 0;
            for (int at = whole.indexOf(between); at >= 0; at = whole.indexOf(between, from)) {
                pieces.add(Datum.of(whole.substring(from, at)));
                from = at + between.length();
            }
            pieces.add(Datum.of(whole.substring(from)));
        }
        pieces.replaceAll(piece -> piece.equals(nullText) ? Datum.NULL : piece);
        return Datum.Array.of(pieces);
    }

    private static void changes(List<FunctionDef> defs) {
        defs.add(scalar("lpad").params(TEXT, INT4).returns(TEXT).fallible()
                .doc("blanks before the text up to a length; what is longer is cut at the end")
                .example("lpad('hi', 4)", "  hi").eval(a -> lpad(a[0].asText(), a[1].asLong(), " ")));
        defs.add(scalar("lpad").params(TEXT, INT4, TEXT).returns(TEXT).fallible()
                .doc("the third text repeated before the first up to a length; what is longer is cut at the end")
                .example("lpad('hi', 5, 'xy')", "xyxhi")
                .eval(a -> lpad(a[0].asText(), a[1].asLong(), a[2].asText())));
        defs.add(scalar("rpad").params(TEXT, INT4).returns(TEXT).fallible()
                .doc("blanks after the text up to a length; what is longer is cut at the end")
                .example("rpad('hi', 4)", "hi  ").eval(a -> rpad(a[0].asText(), a[1].asLong(), " ")));
        defs.add(scalar("rpad").params(TEXT, INT4, TEXT).returns(TEXT).fallible()
                .doc("the third text repeated after the first up to a length; what is longer is cut at the end")
                .example("rpad('hi', 5, 'xy')", "hixyx")
                .eval(a -> rpad(a[0].asText(), a[1].asLong(), a[2].asText())));
        defs.add(scalar("repeat").params(TEXT, INT4).returns(TEXT).fallible().doc("the text so many times")
                .example("repeat('Pg', 3)", "PgPgPg").eval(a -> {
                    long times = Math.max(0, a[1].asLong());
                    if (times * a[0].asText().length() > Errors.MAX_TEXT) {
                        throw Errors.tooLarge();
                    }
                    return Datum.of(checked(a[0].asText().repeat((int) times)));
                }));
        defs.add(scalar("replace").params(TEXT, TEXT, TEXT).returns(TEXT).fallible()
                .doc("every occurrence of the second text replaced by the third")
                .example("replace('abcdefabcdef', 'cd', 'XX')", "abXXefabXXef").eval(a -> replace(
                        a[0].asText(), a[1].asText(), a[2].asText())));
        defs.add(scalar("reverse").params(TEXT).returns(TEXT).doc("the characters in reverse")
                .example("reverse('abcde')", "edcba")
                .eval(a -> Datum.of(new StringBuilder(a[0].asText()).reverse().toString())));
        defs.add(scalar("translate").params(TEXT, TEXT, TEXT).returns(TEXT)
                .doc("each character found in the second text replaced by that in the same place of the third, "
                        + "or left out")
                .example("translate('12345', '143', 'ax')", "a2x5")
                .eval(a -> translate(a[0].asText(), a[1].asText(), a[2].asText())));
        defs.add(scalar("normalize").params(TEXT, TEXT).returns(TEXT).fallible()
                .doc("a Unicode normal form: NFC, NFD, NFKC or NFKD")
                .example("length(normalize('ä', 'NFD'))", "2").eval(a -> {
                    UnaryOperator<String> form = form(a[1].asText());
                    return Datum.of(form.apply(a[0].asText()));
                }));
    }

    private static UnaryOperator<String> form(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "NFC" -> text -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case "NFD" -> text -> Normalizer.normalize(text, Normalizer.Form.NFD);
            case "NFKC" -> text -> Normalizer.normalize(text, Normalizer.Form.NFKC);
            case "NFKD" -> text -> Normalizer.normalize(text, Normalizer.Form.NFKD);
            default -> throw Errors.invalidParameter("invalid normalization form: " + name);
        };
    }

    private static Datum lpad(String text, long length, String fill) {
        String padding = padding(text, length, fill);
        return padding.isEmpty() ? Datum.of(CodePoints.slice(text, 0, length)) : Datum.of(checked(padding + text));
    }

    private static Datum rpad(String text, long length, String fill) {
        String padding = padding(text, length, fill);
        return padding.isEmpty() ? Datum.of(CodePoints.slice(text, 0, length)) : Datum.of(checked(text + padding));
    }

    /** What is missing to the length, in code points; empty when nothing is, or nothing to fill with. */
    private static String padding(String text, long length, String fill) {
        if (length > Errors.MAX_TEXT) {
            throw Errors.tooLarge();
        }
        int count = CodePoints.count(text);
        if (length <= count || fill.isEmpty()) {
            return "";
        }
        int[] filling = fill.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length - count; i++) {
            out.appendCodePoint(filling[i % filling.length]);
        }
        return out.toString();
    }

    private static Datum replace(String text, String from, String to) {
        if (from.isEmpty()) {
            return Datum.of(text);
        }
        long grown = to.length() > from.length() ? (long) text.length() / from.length() * to.length() : 0;
        if (grown > 4L * Errors.MAX_TEXT) {
            throw Errors.tooLarge();
        }
        return Datum.of(checked(text.replace(from, to)));
    }

    private static Datum translate(String text, String from, String to) {
        int[] targets = to.codePoints().toArray();
        int[] sources = from.codePoints().toArray();
        Map<Integer, Optional<Integer>> changes = new HashMap<>();
        for (int i = 0; i < sources.length; i++) {
            changes.putIfAbsent(sources[i], i < targets.length ? Optional.of(targets[i]) : Optional.empty());
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point ->
                changes.getOrDefault(point, Optional.of(point)).ifPresent(out::appendCodePoint));
        return Datum.of(out.toString());
    }

    /** The text, unless it is longer than any may be. */
    static String checked(String text) {
        if (text.length() > Errors.MAX_TEXT
                || text.length() > Errors.MAX_TEXT / 4 && utf8(text).length > Errors.MAX_TEXT) {
            throw Errors.tooLarge();
        }
        return text;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
