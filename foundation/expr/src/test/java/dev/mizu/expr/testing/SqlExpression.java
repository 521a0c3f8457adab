package dev.mizu.expr.testing;

import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Evaluates an expression written as SQL: literals, casts, calls, operators, constructors. An aggregate may be written
 * over {@code FROM (VALUES ..) AS t (names)}. Enough for examples and comparisons; the real rules are the planner's.
 */
public final class SqlExpression {
    private static final String SYMBOLS = "+-*/<>=~!@#%^&|?";

    private final String text;
    private final Map<String, Typed> columns;
    private int at;

    private SqlExpression(String text, Map<String, Typed> columns) {
        this.text = text;
        this.columns = columns;
    }

    /** The text of the value; {@code NULL}; {@code ERROR: message} when it fails; rows joined by {@code ; }. */
    public static String evaluate(String sql) {
        int from = sql.indexOf(" FROM (VALUES ");
        try {
            if (from >= 0) {
                return aggregate(sql.substring(0, from), sql.substring(from + " FROM (VALUES ".length()));
            }
            Optional<String> rows = new SqlExpression(sql, Map.of()).table();
            if (rows.isPresent()) {
                return rows.get();
            }
            Typed typed = parse(sql);
            return print(typed.scalar(), RowEvaluator.eval(typed.expr(), Row.of()));
        } catch (EvalException failed) {
            return "ERROR: " + failed.error().message();
        }
    }

    /** The expression, unevaluated. */
    static Typed parse(String sql) {
        SqlExpression reader = new SqlExpression(sql, Map.of());
        Typed result = reader.expression(0);
        reader.blanks();
        if (reader.at < sql.length()) {
            throw new IllegalArgumentException("unread: " + sql.substring(reader.at) + " in " + sql);
        }
        return result;
    }

    /** The tree of an expression over nothing. */
    public static ScalarExpr tree(String sql) {
        return parse(sql).expr();
    }

    private static String print(ScalarType type, Datum value) {
        return value.isNull() ? "NULL" : DatumText.print(type, value);
    }

    private Optional<String> table() {
        String name = word();
        List<FunctionDef> defs = BuiltinFunctions.byName(name).stream()
                .filter(def -> def.kind() == FunctionDef.Kind.TABLE).toList();
        blanks();
        if (defs.isEmpty() || !skip("(")) {
            return Optional.empty();
        }
        Overloads.Choice choice = Overloads.choose(name, defs, list(")"));
        List<Optional<Datum>> constants = choice.args().stream().map(SqlExpression::constant).toList();
        TableFunction function = choice.def().table(choice.types(), constants);
        Datum[] args = choice.args().stream().map(a -> RowEvaluator.eval(a.expr(), Row.of())).toArray(Datum[]::new);
        List<String> rows = new ArrayList<>();
        List<ColumnType> types = function.output(choice.types()).type().columns();
        boolean none = function.strict() && List.of(args).contains(Datum.NULL);
        if (!none) {
            function.eval(args, row -> {
                List<String> fields = new ArrayList<>();
                for (int i = 0; i < row.length; i++) {
                    fields.add(print(types.get(i).scalar(), row[i]));
                }
                rows.add(String.join("|", fields));
            });
        }
        return Optional.of(String.join("; ", rows));
    }

    private static Optional<Datum> constant(Typed typed) {
        try {
            return Optional.of(RowEvaluator.eval(typed.expr(), Row.of()));
        } catch (EvalException failed) {
            return Optional.empty();
        }
    }

    private static String aggregate(String call, String values) {
        int end = values.indexOf(") AS t (");
        String[] names = values.substring(end + ") AS t (".length(), values.lastIndexOf(')')).split(", *");
        SqlExpression rows = new SqlExpression(values.substring(0, end), Map.of());
        List<List<Typed>> table = new ArrayList<>();
        do {
            rows.expect("(");
            table.add(rows.list(")"));
        } while (rows.skip(","));
        int width = names.length;
        List<ScalarType> types = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int column = i;
            types.add(Overloads.common(table.stream().map(row -> row.get(column)).toList()));
        }
        Map<String, Typed> columns = new HashMap<>();
        for (int i = 0; i < width; i++) {
            columns.put(names[i], new Typed(new ScalarExpr.Column(i), types.get(i).nullable(), false));
        }
        SqlExpression reader = new SqlExpression(call, columns);
        String name = reader.word();
        reader.expect("(");
        List<Typed> args = reader.skip("*") && reader.skip(")") ? List.of() : reader.list(")");
        Overloads.Choice choice = Overloads.choose(name, BuiltinFunctions.byName(name), args);
        AggregateFunction function = choice.def().aggregate(choice.types());
        List<RowEvaluator> evaluators = choice.args().stream().map(a -> RowEvaluator.of(a.expr())).toList();
        List<Datum[]> inputs = new ArrayList<>();
        for (List<Typed> row : table) {
            Datum[] datums = new Datum[width];
            for (int i = 0; i < width; i++) {
                datums[i] = RowEvaluator.eval(row.get(i).cast(types.get(i), CastContext.IMPLICIT).expr(), Row.of());
            }
            Datum[] input = evaluators.stream().map(e -> e.eval(datums)).toArray(Datum[]::new);
            if (!function.skipsNulls() || !List.of(input).contains(Datum.NULL)) {
                inputs.add(input);
            }
        }
        ColumnType type = function.resultType(choice.args().stream().map(Typed::type).toList());
        return print(type.scalar(), inputs.isEmpty() ? function.empty() : function.evaluate(inputs));
    }

    private Typed expression(int floor) {
        Typed left = prefix();
        while (true) {
            blanks();
            int start = at;
            if (skip("::")) {
                left = left.cast(type(), CastContext.EXPLICIT);
            } else if (skip("[")) {
                left = subscript(left);
            } else {
                String operator = infix();
                int power = power(operator);
                if (operator.isEmpty() || power < floor) {
                    at = start;
                    return left;
                }
                left = binary(operator, left, power);
            }
        }
    }

    private Typed subscript(Typed left) {
        if (skip(":")) {
            throw new IllegalArgumentException("open slices are the planner's");
        }
        Typed from = expression(0);
        List<Typed> path = new ArrayList<>(List.of(left, from));
        String form = left.scalar() instanceof ScalarType.Array ? "array_index" : "list_index";
        if (skip(":")) {
            Typed to = expression(0);
            expect("]");
            return call("list_slice", BuiltinFunctions.forms("list_slice"), List.of(left, from, to));
        }
        expect("]");
        while (skip("[")) {
            path.add(expression(0));
            expect("]");
        }
        return call(form, BuiltinFunctions.forms(form), path);
    }

    private Typed binary(String operator, Typed left, int power) {
        switch (operator) {
            case "AND" -> {
                Typed right = expression(power + 1);
                return bool(new ScalarExpr.And(List.of(left.expr(), right.expr())));
            }
            case "OR" -> {
                Typed right = expression(power + 1);
                return bool(new ScalarExpr.Or(List.of(left.expr(), right.expr())));
            }
            case "IS" -> {
                boolean not = keyword("NOT");
                if (!keyword("NULL")) {
                    throw new IllegalArgumentException("IS [NOT] NULL only");
                }
                Typed test = bool(new ScalarExpr.IsNull(left.expr()));
                return not ? call("not", BuiltinFunctions.forms("not"), List.of(test)) : test;
            }
            case "AT" -> {
                if (!keyword("TIME") || !keyword("ZONE")) {
                    throw new IllegalArgumentException("AT TIME ZONE");
                }
                Typed zone = expression(power + 1);
                return call("timezone", BuiltinFunctions.byName("timezone"), List.of(zone, left));
            }
            default -> {
                boolean any = keyword("ANY");
                if (any || keyword("ALL")) {
                    expect("(");
                    Typed right = list(")").getFirst();
                    return quantified(operator, left, right, !any);
                }
                Typed right = expression(power + 1);
                return call(operator, binaryOperators(operator), List.of(left, right));
            }
        }
    }

    private static List<FunctionDef> binaryOperators(String symbol) {
        return BuiltinFunctions.operators(symbol).stream().filter(def -> def.params().size() == 2).toList();
    }

    private static Typed quantified(String operator, Typed left, Typed right, boolean all) {
        ScalarType element = right.scalar() instanceof ScalarType.Array a
                ? a.element() : ((ScalarType.ListOf) right.scalar()).element();
        Typed sample = new Typed(new ScalarExpr.Column(0), element.nullable(), false);
        Overloads.Choice choice = Overloads.choose(operator, binaryOperators(operator), List.of(left, sample));
        var function = BuiltinFunctions.quantified(choice.def().function(choice.types()), all);
        return bool(new ScalarExpr.Call(function, List.of(choice.args().getFirst().expr(), right.expr()),
                SimpleType.BOOL.nullable()));
    }

    private static Typed bool(ScalarExpr expr) {
        return new Typed(expr, SimpleType.BOOL.nullable(), false);
    }

    private static int power(String operator) {
        return switch (operator) {
            case "OR" -> 1;
            case "AND" -> 2;
            case "IS" -> 4;
            case "=", "<", ">", "<=", ">=", "<>", "!=" -> 5;
            case "+", "-" -> 8;
            case "*", "/", "%" -> 9;
            case "AT" -> 10;
            default -> 7;
        };
    }

    private String infix() {
        for (String word : List.of("AND", "OR", "IS", "AT")) {
            if (keyword(word)) {
                return word;
            }
        }
        int start = at;
        while (at < text.length() && SYMBOLS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        // A sign after another symbol belongs to what follows, unless the symbol is known as a whole.
        String symbol = text.substring(start, at);
        while (symbol.length() > 1 && BuiltinFunctions.operators(symbol).isEmpty()) {
            at--;
            symbol = text.substring(start, at);
        }
        return symbol;
    }

    private Typed prefix() {
        blanks();
        if (skip("(")) {
            Typed inner = expression(0);
            expect(")");
            return inner;
        }
        char c = text.charAt(at);
        if (c == '\'') {
            return Typed.unknown(Datum.of(string()));
        }
        if (Character.isDigit(c) || c == '.') {
            return number("");
        }
        if (c == '-' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
            at++;
            return number("-");
        }
        if (SYMBOLS.indexOf(c) >= 0) {
            at++;
            Typed operand = expression(11);
            return call(String.valueOf(c), BuiltinFunctions.operators(String.valueOf(c)).stream()
                    .filter(def -> def.params().size() == 1).toList(), List.of(operand));
        }
        return named();
    }

    private Typed named() {
        int start = at;
        String name = word();
        switch (name) {
            case "true", "false" -> {
                return Typed.of(Datum.of(name.equals("true")), SimpleType.BOOL);
            }
            case "null" -> {
                return Typed.unknown(Datum.NULL);
            }
            case "not" -> {
                return call("not", BuiltinFunctions.forms("not"), List.of(expression(3)));
            }
            case "array", "list", "row", "map" -> {
                return constructor(name);
            }
            default -> { }
        }
        blanks();
        if (at < text.length() && text.charAt(at) == '\'') {
            at = start;
            ScalarType type = type();
            blanks();
            return Typed.unknown(Datum.of(string())).cast(type, CastContext.EXPLICIT);
        }
        if (skip("(")) {
            return function(name);
        }
        if (columns.containsKey(name)) {
            return columns.get(name);
        }
        throw new IllegalArgumentException("what is " + name + " in " + text);
    }

    private Typed function(String name) {
        if (name.equals("extract")) {
            Typed field = Typed.unknown(Datum.of(word()));
            if (!keyword("FROM")) {
                throw new IllegalArgumentException("extract needs FROM");
            }
            List<Typed> args = new ArrayList<>(List.of(field));
            args.addAll(list(")"));
            return call(name, BuiltinFunctions.byName(name), args);
        }
        List<Typed> args = list(")");
        if (name.equals("coalesce")) {
            ScalarType type = Overloads.common(args);
            return new Typed(new ScalarExpr.Coalesce(args.stream()
                    .map(a -> a.cast(type, CastContext.IMPLICIT).expr()).toList()), type.nullable(), false);
        }
        return call(name, BuiltinFunctions.byName(name), args);
    }

    private Typed constructor(String name) {
        blanks();
        if (name.equals("row")) {
            expect("(");
            return call("row", BuiltinFunctions.forms("row"), list(")"));
        }
        if (name.equals("map")) {
            expect("[");
            List<Typed> pairs = new ArrayList<>();
            while (!skip("]")) {
                pairs.add(expression(6).cast(SimpleType.TEXT, CastContext.IMPLICIT));
                expect("=>");
                pairs.add(expression(0));
                skip(",");
            }
            List<Typed> values = new ArrayList<>();
            for (int i = 1; i < pairs.size(); i += 2) {
                values.add(pairs.get(i));
            }
            ScalarType type = Overloads.common(values);
            for (int i = 1; i < pairs.size(); i += 2) {
                pairs.set(i, pairs.get(i).cast(type, CastContext.IMPLICIT));
            }
            return call("map_of", BuiltinFunctions.forms("map_of"), pairs);
        }
        expect("[");
        List<Typed> elements = list("]");
        ScalarType type = Overloads.common(elements);
        return call(name + "_of", BuiltinFunctions.forms(name + "_of"),
                elements.stream().map(e -> e.cast(type, CastContext.IMPLICIT)).toList());
    }

    private static Typed call(String name, List<FunctionDef> candidates, List<Typed> args) {
        Overloads.Choice choice = Overloads.choose(name, candidates, args);
        List<ColumnType> types = choice.args().stream().map(Typed::type).toList();
        ScalarExpr call = choice.def().call(choice.args().stream().map(Typed::expr).toList(), types);
        return new Typed(call, choice.def().resultColumn(types), false);
    }

    private List<Typed> list(String close) {
        List<Typed> items = new ArrayList<>();
        blanks();
        while (!skip(close)) {
            items.add(expression(0));
            blanks();
            if (!skip(",")) {
                expect(close);
                break;
            }
        }
        return items;
    }

    private Typed number(String sign) {
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.'
                || text.charAt(at) == 'e' && at + 1 < text.length() && !Character.isLetter(text.charAt(at + 1))
                || at > start && text.charAt(at - 1) == 'e' && "+-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String digits = sign + text.substring(start, at);
        if (digits.chars().allMatch(d -> d == '-' || Character.isDigit(d))) {
            BigInteger value = new BigInteger(digits);
            if (value.bitLength() < 64) {
                return Typed.of(Datum.of(value.longValue()),
                        value.bitLength() < 32 ? SimpleType.INT4 : SimpleType.INT8);
            }
        }
        return Typed.of(Datum.of(Decimal.of(new BigDecimal(digits))), ScalarType.NUMERIC);
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char c = text.charAt(at++);
            if (c != '\'') {
                out.append(c);
            } else if (at < text.length() && text.charAt(at) == '\'') {
                out.append('\'');
                at++;
            } else {
                return out.toString();
            }
        }
    }

    private String word() {
        blanks();
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private ScalarType type() {
        blanks();
        ScalarType type;
        if (skip("\"char\"")) {
            type = SimpleType.PG_CHAR;
        } else {
            String name = word();
            type = name.equals("map") ? mapType() : named(name, modifier());
        }
        while (true) {
            if (skip("[]")) {
                type = new ScalarType.Array(type);
            } else if (keyword("list")) {
                type = new ScalarType.ListOf(type);
            } else {
                return type;
            }
        }
    }

    private ScalarType mapType() {
        expect("[");
        word();
        expect("=>");
        ScalarType value = type();
        expect("]");
        return new ScalarType.MapOf(value);
    }

    private OptionalInt modifier() {
        if (!skip("(")) {
            return OptionalInt.empty();
        }
        String inside = text.substring(at, text.indexOf(')', at));
        at += inside.length() + 1;
        String[] parts = inside.split(",");
        return OptionalInt.of(Integer.parseInt(parts[parts.length - 1].trim()));
    }

    private static ScalarType named(String name, OptionalInt modifier) {
        return switch (name) {
            case "bool", "boolean" -> SimpleType.BOOL;
            case "int", "integer", "int4" -> SimpleType.INT4;
            case "smallint", "int2" -> SimpleType.INT2;
            case "bigint", "int8" -> SimpleType.INT8;
            case "float4", "real" -> SimpleType.FLOAT4;
            case "float8" -> SimpleType.FLOAT8;
            case "numeric" -> modifier.isPresent() ? new ScalarType.Numeric(modifier) : ScalarType.NUMERIC;
            case "varchar" -> new ScalarType.Varchar(modifier);
            case "char" -> new ScalarType.Char(modifier);
            case "timestamp" -> new ScalarType.Timestamp(modifier);
            case "timestamptz" -> new ScalarType.TimestampTz(modifier);
            case "int4range" -> new ScalarType.Range(SimpleType.INT4);
            case "int8range" -> new ScalarType.Range(SimpleType.INT8);
            case "daterange" -> new ScalarType.Range(SimpleType.DATE);
            case "numrange" -> new ScalarType.Range(ScalarType.NUMERIC);
            case "tsrange" -> new ScalarType.Range(ScalarType.TIMESTAMP);
            case "tstzrange" -> new ScalarType.Range(ScalarType.TIMESTAMPTZ);
            default -> SimpleType.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }

    private boolean keyword(String word) {
        blanks();
        if (text.regionMatches(true, at, word, 0, word.length())
                && (at + word.length() == text.length()
                        || !Character.isLetterOrDigit(text.charAt(at + word.length())))) {
            at += word.length();
            return true;
        }
        return false;
    }

    private boolean skip(String token) {
        blanks();
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!skip(token)) {
            throw new IllegalArgumentException("expected " + token + " at " + at + " in " + text);
        }
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
