package dev.mizu.expr.functions;

import dev.mizu.base.Check;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one declaration of a function or operator: what a call looks like, what it promises, what the manual says, an
 * example that runs as a test, and the code. Overloads are declarations of their own under the same name. Made by
 * {@link FunctionBuilder}; {@code builtin.BuiltinFunctions} finds them.
 */
public final class FunctionDef {
    /** What a call gives. */
    public enum Kind {
        /** One value a row. */
        SCALAR,
        /** One value a group. */
        AGGREGATE,
        /** Rows. */
        TABLE,
        /** One value a row, over the rows of a window. */
        WINDOW,
        /** A value of the statement, see {@link UnmaterializableFunction}. */
        UNMATERIALIZABLE
    }

    /** What a result depends on besides the arguments, as {@code pg_proc.provolatile} says it. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }

    /** An expression and the text of its value; {@code NULL} is written so. */
    public record Example(String expression, String result) {}

    private final FunctionBuilder spec;

    FunctionDef(FunctionBuilder spec) {
        this.spec = spec;
    }

    public String schema() {
        return spec.schema;
    }

    /** The function's name, or the operator's symbol. */
    public String name() {
        return spec.name;
    }

    public Kind kind() {
        return spec.kind;
    }

    /** Whether it is written as a symbol between or before its arguments. */
    public boolean operator() {
        return spec.operator;
    }

    /** Whether only the planner may name it: the code behind a syntactic form. */
    public boolean internal() {
        return spec.internal;
    }

    public List<ParamType> params() {
        return spec.params;
    }

    /** Whether the last parameter may occur any number of times; then one at least, except where an overload says. */
    public boolean variadic() {
        return spec.variadic;
    }

    public ParamType result() {
        return spec.result;
    }

    public boolean strict() {
        return spec.strict;
    }

    public boolean fallible() {
        return spec.fallible;
    }

    public boolean introducesNulls() {
        return spec.introducesNulls;
    }

    public boolean monotone() {
        return spec.monotone;
    }

    public Volatility volatility() {
        return spec.volatility;
    }

    public String doc() {
        return spec.doc;
    }

    public List<Example> examples() {
        return spec.examples;
    }

    /** The parameter in the place of argument {@code index}. */
    public ParamType param(int index) {
        return index < spec.params.size() ? spec.params.get(index) : spec.params.getLast();
    }

    /** Whether a call may have this many arguments. */
    public boolean arity(int args) {
        return spec.variadic ? args >= spec.params.size() : args == spec.params.size();
    }

    /** Whether arguments of these types fit without any cast; does not check that pseudo types agree. */
    public boolean accepts(List<ScalarType> args) {
        if (!arity(args.size())) {
            return false;
        }
        for (int i = 0; i < args.size(); i++) {
            if (!Polymorphism.accepts(param(i), args.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The type of a call over (coerced) arguments of the given types. */
    public ScalarType resultType(List<ScalarType> args) {
        if (spec.resolver.isPresent()) {
            return spec.resolver.get().apply(args);
        }
        List<ParamType> places = new ArrayList<>(args.size());
        for (int i = 0; i < args.size(); i++) {
            places.add(param(i));
        }
        return Polymorphism.result(spec.result, places, args);
    }

    /** The function behind a call over (coerced) arguments of the given types; of a scalar. */
    public ScalarFunction function(List<ScalarType> args) {
        Check.that(spec.kind == Kind.SCALAR, "not a scalar function");
        return DeclaredFunction.of(this, args);
    }

    /** The aggregate behind a call over (coerced) arguments of the given types. */
    public AggregateFunction aggregate(List<ScalarType> args) {
        Check.that(spec.kind == Kind.AGGREGATE, "not an aggregate");
        return spec.aggregate.orElseThrow().apply(new Signature(id(args), name(), declared(args), resultType(args)));
    }

    /** The window function behind a call; of an aggregate, that aggregate over frames. */
    public WindowFunction window(List<ScalarType> args) {
        return spec.kind == Kind.AGGREGATE
                ? new WindowFunction.Aggregated(aggregate(args)) : spec.window.orElseThrow();
    }

    /**
     * The table function behind a call over (coerced) arguments of the given types. {@code constants} tells the
     * values of the arguments that are literals: some functions' columns depend on them.
     */
    public TableFunction table(List<ScalarType> args, List<Optional<Datum>> constants) {
        Check.that(spec.kind == Kind.TABLE, "not a table function");
        return spec.table.orElseThrow().make(new Signature(id(args), name(), declared(args), resultType(args)),
                constants);
    }

    /** The call as an expression; {@code argTypes} are the arguments' types, one each. Scalar or unmaterializable. */
    public ScalarExpr call(List<ScalarExpr> args, List<ColumnType> argTypes) {
        if (spec.unmaterializable.isPresent()) {
            return new ScalarExpr.Unmaterializable(spec.unmaterializable.get());
        }
        List<ScalarType> types = argTypes.stream().map(ColumnType::scalar).toList();
        return new ScalarExpr.Call(function(types), args, resultColumn(argTypes));
    }

    /** The type of a call and whether it may be NULL. */
    public ColumnType resultColumn(List<ColumnType> args) {
        boolean nullable =
                spec.introducesNulls || (spec.strict && args.stream().anyMatch(ColumnType::nullable));
        return new ColumnType(resultType(args.stream().map(ColumnType::scalar).toList()), nullable);
    }

    /** The value of the statement that a call without arguments stands for. */
    public Optional<UnmaterializableFunction> unmaterializable() {
        return spec.unmaterializable;
    }

    /** The SQL expression that the planner puts in place of a call; empty for functions that have code. */
    public Optional<String> body() {
        return spec.body;
    }

    /** The id of the instance for arguments of the given types. */
    String id(List<ScalarType> args) {
        StringBuilder id = new StringBuilder(spec.name).append('(');
        for (ScalarType type : declared(args)) {
            id.append(id.charAt(id.length() - 1) == '(' ? "" : ",").append(TypeNames.print(type));
        }
        return id.append(')').toString();
    }

    /** The arguments' types as the code sees them: the declared one where a type is declared. */
    List<ScalarType> declared(List<ScalarType> args) {
        List<ScalarType> types = new ArrayList<>(args.size());
        for (int i = 0; i < args.size(); i++) {
            types.add(param(i) instanceof ParamType.Exact(ScalarType type) ? type : args.get(i));
        }
        return types;
    }

    Function<List<ScalarType>, ScalarFunction.Eval> evals() {
        return spec.evals.orElseThrow();
    }

    Optional<ScalarFunction.Kernel> kernel(List<ScalarType> args) {
        return spec.kernels.flatMap(kernels -> kernels.apply(args));
    }

    Optional<FunctionBuilder.Preparation> preparation() {
        return spec.preparation;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(spec.name).append('(');
        for (int i = 0; i < spec.params.size(); i++) {
            boolean repeats = spec.variadic && i == spec.params.size() - 1;
            text.append(i == 0 ? "" : ", ").append(repeats ? "VARIADIC " : "").append(spec.params.get(i));
        }
        return text.append(')').toString();
    }

    /** One instance of a declaration, as handed to the code that makes aggregates and table functions. */
    public record Signature(String id, String name, List<ScalarType> args, ScalarType result) {}
}
