package dev.mizu.expr.functions.builtin;

import dev.mizu.base.Check;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.cast.CastFunction;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.expr.functions.TypeNames;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.text.DatumText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All functions and operators there are, by name and by id. The only list of families. */
public final class BuiltinFunctions {
    private static final List<FunctionDef> ALL = Stream.of(
            ComparisonOperators.ALL, BooleanFunctions.ALL, IntegerFunctions.ALL, FloatFunctions.ALL,
            NumericFunctions.ALL, TextFunctions.ALL, PatternFunctions.ALL, ArrayFunctions.ALL,
            ListFunctions.ALL, MapFunctions.ALL, DateTimeOperators.ALL,
            DateTimeFunctions.ALL, JsonFunctions.ALL, LogicalTimeFunctions.ALL, RangeFunctions.ALL, BinaryFunctions.ALL,
            AggregateFunctions.ALL,
            TableFunctions.ALL, WindowFunctions.ALL,
            SystemFunctions.ALL, StatementFunctions.ALL, CatalogFunctions.ALL, PrivilegeFunctions.ALL)
           .flatMap(List::stream).toList();

    private static final Pattern FIELD = Pattern.compile(FieldFunction.PREFIX + "[0-9]+");
    private static final Map<String, List<FunctionDef>> BY_NAME = new HashMap<>();

    static {
        for (FunctionDef def : ALL) {
            BY_NAME.computeIfAbsent(def.name(), name -> new ArrayList<>()).add(def);
        }
    }

    private BuiltinFunctions() {}

    /** Everything declared, families in order, internal forms included. */
    public static List<FunctionDef> all() {
        return ALL;
    }

    /** The overloads that users reach by a (lower-case) function name: any kind, no operators, no internal forms. */
    public static List<FunctionDef> byName(String name) {
        return declared(name).stream().filter(def -> !def.operator() && !def.internal()).toList();
    }

    /** The overloads of an operator; one parameter = prefix. {@code !=} is {@code <>}. */
    public static List<FunctionDef> operators(String symbol) {
        String name = symbol.equals("!=") ? "<>" : symbol;
        return declared(name).stream().filter(FunctionDef::operator).toList();
    }

    /** The overloads of the code behind a syntactic form. */
    public static List<FunctionDef> forms(String name) {
        return declared(name).stream().filter(FunctionDef::internal).toList();
    }

    /** The overload of a function, operator or form that takes exactly these types; an unknown one fails a check. */
    public static FunctionDef exact(String name, ScalarType... args) {
        return find(name, FunctionDef.Kind.SCALAR, List.of(args))
                .orElseThrow(() -> new IllegalStateException("no function " + name + List.of(args)));
    }

    /** The scalar function of an id that {@link ScalarFunction#id} gave; an unknown id fails a check. */
    public static ScalarFunction byId(String id) {
        if (id.startsWith(QuantifiedFunction.ANY) || id.startsWith(QuantifiedFunction.ALL)) {
            int colon = id.indexOf(':') + 1;
            return quantified(byId(id.substring(colon)), id.startsWith(QuantifiedFunction.ALL));
        }
        int open = id.indexOf('(');
        Check.that(open > 0, "an id has a name and arguments");
        List<ScalarType> args = TypeNames.parseList(id, open);
        String name = id.substring(0, open);
        if (CastFunction.named(name)) {
            return CastFunction.of(name, args);
        }
        if (FIELD.matcher(name).matches()) {
            return field((ScalarType.Record) args.getFirst(),
                    Integer.parseInt(name.substring(FieldFunction.PREFIX.length())));
        }
        return find(name, FunctionDef.Kind.SCALAR, args)
                .orElseThrow(() -> new IllegalStateException("no function " + id)).function(args);
    }

    /** {@code x op ANY (xs)}, or ALL, as a function of x and an array or list. */
    public static ScalarFunction quantified(ScalarFunction operator, boolean all) {
        return new QuantifiedFunction(operator, all);
    }

    /** Access to a record's field by its position from 0. */
    public static ScalarFunction field(ScalarType.Record record, int position) {
        return new FieldFunction(record, position);
    }

    /** The aggregate of an id that {@link AggregateFunction#id} gave; an unknown id fails a check. */
    public static AggregateFunction aggregateById(String id) {
        int open = id.indexOf('(');
        Check.that(open > 0, "an id has a name and arguments");
        List<ScalarType> args = TypeNames.parseList(id, open);
        return find(id.substring(0, open), FunctionDef.Kind.AGGREGATE, args)
                .orElseThrow(() -> new IllegalStateException("no aggregate " + id)).aggregate(args);
    }

    /** The table function of an id that {@link TableFunction#id} gave; an unknown id fails a check. */
    public static TableFunction tableById(String id) {
        int open = id.indexOf('(');
        Check.that(open > 0, "an id has a name and arguments");
        int mark = id.indexOf(")#");
        String typed = mark < 0 ? id : id.substring(0, mark + 1);
        List<ScalarType> args = TypeNames.parseList(typed, open);
        List<Optional<Datum>> constants = new ArrayList<>(Collections.nCopies(args.size(), Optional.empty()));
        if (mark >= 0) {
            // The functions whose columns depend on a constant take it as their first argument.
            constants.set(0, Optional.of(DatumText.parse(args.getFirst(), id.substring(mark + 2))));
        }
        return find(id.substring(0, open), FunctionDef.Kind.TABLE, args)
                .orElseThrow(() -> new IllegalStateException("no table function " + id)).table(args, constants);
    }

    private static Optional<FunctionDef> find(String name, FunctionDef.Kind kind, List<ScalarType> args) {
        return declared(name).stream()
                .filter(def -> def.kind() == kind && def.accepts(args))
                .min((a, b) -> Integer.compare(pseudo(a), pseudo(b)));
    }

    /** A declared type beats a pseudo type. */
    private static int pseudo(FunctionDef def) {
        return (int) def.params().stream().filter(p -> p instanceof ParamType.Pseudo).count();
    }

    private static List<FunctionDef> declared(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }
}
