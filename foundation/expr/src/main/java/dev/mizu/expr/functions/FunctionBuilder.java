package dev.mizu.expr.functions;

import dev.mizu.base.Check;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.expr.functions.FunctionDef.Kind;
import dev.mizu.expr.functions.FunctionDef.Volatility;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes one {@link FunctionDef}. Unless it says otherwise a function is immutable, infallible, strict (NULL in, NULL
 * out) and gives no NULL of its own. The last step says the code: {@link #eval}, {@link #typed}, {@link #prepared},
 * {@link #over} (aggregates, window functions), {@link #rows} (table functions), {@link #sql} (what is SQL itself).
 */
public final class FunctionBuilder {
    final String name;
    final Kind kind;
    final boolean operator;
    String schema = "pg_catalog";
    boolean internal;
    List<ParamType> params = List.of();
    boolean variadic;
    ParamType result = ParamType.TEXT;
    Optional<Function<List<ScalarType>, ScalarType>> resolver = Optional.empty();
    boolean strict = true;
    boolean fallible;
    boolean introducesNulls;
    boolean monotone;
    Volatility volatility = Volatility.IMMUTABLE;
    String doc = "";
    final List<FunctionDef.Example> examples = new ArrayList<>();
    Optional<Function<List<ScalarType>, ScalarFunction.Eval>> evals = Optional.empty();
    Optional<Function<List<ScalarType>, Optional<ScalarFunction.Kernel>>> kernels = Optional.empty();
    Optional<Preparation> preparation = Optional.empty();
    Optional<Function<FunctionDef.Signature, AggregateFunction>> aggregate = Optional.empty();
    Optional<TableMaker> table = Optional.empty();
    Optional<WindowFunction> window = Optional.empty();
    Optional<UnmaterializableFunction> unmaterializable = Optional.empty();
    Optional<String> body = Optional.empty();

    private FunctionBuilder(String name, Kind kind, boolean operator) {
        this.name = name;
        this.kind = kind;
        this.operator = operator;
    }

    public static FunctionBuilder scalar(String name) {
        return new FunctionBuilder(name, Kind.SCALAR, false);
    }

    public static FunctionBuilder operator(String symbol) {
        return new FunctionBuilder(symbol, Kind.SCALAR, true);
    }

    public static FunctionBuilder aggregate(String name) {
        return new FunctionBuilder(name, Kind.AGGREGATE, false);
    }

    public static FunctionBuilder table(String name) {
        return new FunctionBuilder(name, Kind.TABLE, false);
    }

    /** The code behind a syntactic form; users cannot name it. */
    public static FunctionBuilder form(String name) {
        FunctionBuilder form = new FunctionBuilder(name, Kind.SCALAR, false);
        form.internal = true;
        return form;
    }

    public static FunctionBuilder window(String name) {
        return new FunctionBuilder(name, Kind.WINDOW, false);
    }

    public static FunctionDef unmaterializable(
            String schema, String name, UnmaterializableFunction function, String doc) {
        FunctionBuilder builder = new FunctionBuilder(name, Kind.UNMATERIALIZABLE, false).in(schema).doc(doc);
        builder.unmaterializable = Optional.of(function);
        builder.result = new ParamType.Exact(function.type().scalar());
        builder.introducesNulls = function.type().nullable();
        builder.volatility = Volatility.STABLE;
        return new FunctionDef(builder);
    }

    /** Another schema than {@code pg_catalog}. */
    public FunctionBuilder in(String otherSchema) {
        schema = otherSchema;
        return this;
    }

    public FunctionBuilder params(ParamType... types) {
        params = List.of(types);
        return this;
    }

    /** Parameters of which the last may repeat. */
    public FunctionBuilder variadic(ParamType... types) {
        variadic = true;
        return params(types);
    }

    public FunctionBuilder returns(ParamType type) {
        result = type;
        return this;
    }

    /** A result whose type no pseudo type describes; {@code shown} is what catalogs say. */
    public FunctionBuilder returns(ParamType shown, Function<List<ScalarType>, ScalarType> fromArgs) {
        resolver = Optional.of(fromArgs);
        return returns(shown);
    }

    /** It sees NULL arguments, and may give NULL. */
    public FunctionBuilder seesNulls() {
        strict = false;
        introducesNulls = true;
        return this;
    }

    /** It sees NULL arguments, and never gives NULL. */
    public FunctionBuilder seesNullsGivesNone() {
        strict = false;
        introducesNulls = false;
        return this;
    }

    /** It may give NULL for arguments that are not. */
    public FunctionBuilder givesNulls() {
        introducesNulls = true;
        return this;
    }

    public FunctionBuilder fallible() {
        fallible = true;
        return this;
    }

    public FunctionBuilder monotone() {
        monotone = true;
        return this;
    }

    public FunctionBuilder volatility(Volatility level) {
        volatility = level;
        return this;
    }

    public FunctionBuilder doc(String sentence) {
        doc = sentence;
        return this;
    }

    /** An expression and the text of its value. */
    public FunctionBuilder example(String expression, String text) {
        examples.add(new FunctionDef.Example(expression, text));
        return this;
    }

    public FunctionBuilder kernel(ScalarFunction.Kernel code) {
        kernels = Optional.of(args -> Optional.of(code));
        return this;
    }

    /** A kernel that some argument types have. */
    public FunctionBuilder kernels(Function<List<ScalarType>, Optional<ScalarFunction.Kernel>> code) {
        kernels = Optional.of(code);
        return this;
    }

    public FunctionDef eval(ScalarFunction.Eval code) {
        return typed(args -> code);
    }

    /** Code that depends on the arguments' types. */
    public FunctionDef typed(Function<List<ScalarType>, ScalarFunction.Eval> code) {
        Check.that(kind == Kind.SCALAR, "code of a scalar function");
        evals = Optional.of(code);
        return new FunctionDef(this);
    }

    /** Code that first makes something costly of argument {@code place}; once only where that is a constant. */
    public FunctionDef prepared(int place, Function<Datum, ScalarFunction.Eval> maker) {
        preparation = Optional.of(new Preparation(place, maker));
        return eval(args -> args[place].isNull() ? Datum.NULL : maker.apply(args[place]).eval(args));
    }

    /** A SQL expression over {@code $1}, {@code $2}, .. in place of code; relations are named in full. */
    public FunctionDef sql(String expression) {
        Check.that(kind == Kind.SCALAR, "a body of a scalar function");
        body = Optional.of(expression);
        strict = false;
        introducesNulls = true;
        volatility = Volatility.STABLE;
        return new FunctionDef(this);
    }

    public FunctionDef over(Function<FunctionDef.Signature, AggregateFunction> maker) {
        Check.that(kind == Kind.AGGREGATE, "code of an aggregate");
        aggregate = Optional.of(maker);
        introducesNulls = true;
        return new FunctionDef(this);
    }

    public FunctionDef rows(TableMaker maker) {
        Check.that(kind == Kind.TABLE, "code of a table function");
        table = Optional.of(maker);
        return new FunctionDef(this);
    }

    public FunctionDef over(WindowFunction function) {
        Check.that(kind == Kind.WINDOW, "a window function");
        window = Optional.of(function);
        introducesNulls = true;
        return new FunctionDef(this);
    }

    /** What one constant argument is turned into before rows are seen. */
    record Preparation(int place, Function<Datum, ScalarFunction.Eval> maker) {}

    /** Makes the table function of one call. */
    @FunctionalInterface
    public interface TableMaker {
        TableFunction make(FunctionDef.Signature signature, List<Optional<Datum>> constants);
    }
}
