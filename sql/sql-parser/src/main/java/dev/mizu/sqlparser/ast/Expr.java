package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/**
 * A scalar expression. Special forms are already the calls they stand for, with these unqualified names:
 * {@code AT TIME ZONE} is {@code timezone(zone, value)}, {@code EXTRACT(f FROM v)} is {@code extract('f', v)},
 * {@code POSITION(a IN b)} is {@code position(a, b)}, {@code SUBSTRING(s FROM a FOR n)} is {@code substring(s, a, n)},
 * {@code TRIM(BOTH c FROM s)} is {@code btrim(s, c)} ({@code ltrim}, {@code rtrim} alike), {@code CURRENT_USER} and
 * its kin are calls without arguments, {@code v LIKE ANY (a)} is quantified {@code ~~}. The three spellings
 * {@code type 'text'}, {@code CAST(v AS type)} and {@code v::type} are one.
 */
public sealed interface Expr
        permits Literal, Expr.Default, Expr.Parameter, Expr.Name, Expr.WildcardOf, Expr.NameWildcard, Expr.FieldOf,
                Expr.Subscript, Expr.And, Expr.Or, Expr.Not, Expr.Unary, Expr.Binary, Expr.Is, Expr.IsDistinctFrom,
                Expr.Like, Expr.Between, Expr.InList, Expr.InQuery, Expr.Quantified, Expr.QuantifiedQuery, Expr.Case,
                Expr.Cast, Expr.Collate, Expr.Call, Expr.Exists, Expr.Subquery, Expr.Row, Expr.AllRows, Expr.Array,
                Expr.ArrayQuery, Expr.ListOf, Expr.ListQuery, Expr.MapOf, Expr.MapQuery {
    int position();

    /** {@code DEFAULT} in a row of INSERT or an assignment of UPDATE. */
    record Default(int position) implements Expr {}

    /** {@code $number}, counted from 1. */
    record Parameter(int number, int position) implements Expr {}

    /** A column, possibly qualified: {@code a}, {@code t.a}, {@code s.t.a}; a bare one may also be a whole row. */
    record Name(List<Ident> parts, int position) implements Expr {
        public Name {
            parts = List.copyOf(parts);
        }
    }

    /** {@code t.*}: every column of a relation in scope. */
    record NameWildcard(List<Ident> parts, int position) implements Expr {
        public NameWildcard {
            parts = List.copyOf(parts);
        }
    }

    /** {@code (record).*}: every field of a record. */
    record WildcardOf(Expr operand, int position) implements Expr {}

    /** {@code (record).field}. */
    record FieldOf(Expr operand, Ident field, int position) implements Expr {}

    /** {@code value[i]}, {@code value[a:b]}, several in a row as one node; position of the value's start. */
    record Subscript(Expr operand, List<Bounds> bounds, int position) implements Expr {
        public Subscript {
            bounds = List.copyOf(bounds);
        }
    }

    /** One pair of brackets: a plain index ({@code lower} only, not a slice) or a slice with open or closed ends. */
    record Bounds(Optional<Expr> lower, Optional<Expr> upper, boolean slice) {}

    /** Two or more operands, in order. */
    record And(List<Expr> operands, int position) implements Expr {
        public And {
            operands = List.copyOf(operands);
        }
    }

    /** Two or more operands, in order. */
    record Or(List<Expr> operands, int position) implements Expr {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    record Not(Expr operand, int position) implements Expr {}

    /** An operator's symbol, always {@code <>} for unequal, and the schema of {@code OPERATOR(schema.symbol)}. */
    record Operator(List<Ident> qualifier, String symbol, int position) {
        public Operator {
            qualifier = List.copyOf(qualifier);
        }
    }

    /** A prefix operator. */
    record Unary(Operator operator, Expr operand, int position) implements Expr {}

    /** An infix operator, comparisons included. {@code position} is the left operand's start. */
    record Binary(Operator operator, Expr left, Expr right, int position) implements Expr {}

    /** {@code IS [NOT] NULL | TRUE | FALSE | UNKNOWN}, {@code ISNULL}, {@code NOTNULL}. */
    record Is(Expr operand, Truth truth, boolean negated, int position) implements Expr {}

    /** What {@link Is} asks for. */
    enum Truth {
        NULL, TRUE, FALSE, UNKNOWN
    }

    record IsDistinctFrom(Expr left, Expr right, boolean negated, int position) implements Expr {}

    /** {@code [NOT] LIKE | ILIKE pattern [ESCAPE escape]}. */
    record Like(Expr operand, Expr pattern, Optional<Expr> escape, boolean caseInsensitive, boolean negated,
            int position) implements Expr {}

    /** {@code symmetric}: the bounds in whichever order makes them a range. */
    record Between(Expr operand, Expr low, Expr high, boolean symmetric, boolean negated, int position)
            implements Expr {}

    record InList(Expr operand, List<Expr> list, boolean negated, int position) implements Expr {
        public InList {
            list = List.copyOf(list);
        }
    }

    record InQuery(Expr operand, Query query, boolean negated, int position) implements Expr {}

    /** {@code left op ANY (array)} or {@code ALL}; {@code SOME} is {@code ANY}. */
    record Quantified(Expr left, Operator operator, boolean all, Expr right, int position) implements Expr {}

    /** {@code left op ANY (query)} or {@code ALL}. */
    record QuantifiedQuery(Expr left, Operator operator, boolean all, Query query, int position) implements Expr {}

    /** With an operand each condition is compared to it, without one each condition is a boolean. */
    record Case(Optional<Expr> operand, List<When> branches, Optional<Expr> otherwise, int position) implements Expr {
        public Case {
            branches = List.copyOf(branches);
        }
    }

    /** {@code WHEN condition THEN result}. */
    record When(Expr condition, Expr result) {}

    record Cast(Expr operand, TypeName type, int position) implements Expr {}

    record Collate(Expr operand, ObjectName collation, int position) implements Expr {}

    /** A call of a scalar, aggregate, window or table function. */
    record Call(ObjectName name, Arguments arguments, Optional<Expr> filter, Optional<Boolean> ignoreNulls,
            Optional<Window> over, int position) implements Expr {}

    /** {@code star} stands for {@code (*)}: then there is nothing else. */
    record Arguments(boolean star, boolean distinct, List<Expr> list, List<OrderBy> orderBy) {
        public static final Arguments NONE = new Arguments(false, false, List.of(), List.of());
        public static final Arguments STAR = new Arguments(true, false, List.of(), List.of());

        public Arguments {
            list = List.copyOf(list);
            orderBy = List.copyOf(orderBy);
        }

        public static Arguments of(List<Expr> list) {
            return new Arguments(false, false, list, List.of());
        }
    }

    /** What stands in {@code OVER (..)}. */
    record Window(List<Expr> partitionBy, List<OrderBy> orderBy, Optional<Frame> frame, int position) {
        public Window {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** A frame; without {@code BETWEEN} the end is {@code CURRENT ROW}. */
    record Frame(FrameUnit unit, FrameBound start, FrameBound end, int position) {}

    /** What a frame counts. */
    enum FrameUnit {
        ROWS, RANGE, GROUPS
    }

    /** One end of a frame. */
    sealed interface FrameBound {
        record UnboundedPreceding() implements FrameBound {}

        record Preceding(Expr offset) implements FrameBound {}

        record CurrentRow() implements FrameBound {}

        record Following(Expr offset) implements FrameBound {}

        record UnboundedFollowing() implements FrameBound {}
    }

    record Exists(Query query, int position) implements Expr {}

    /** A query in brackets used as one value. */
    record Subquery(Query query, int position) implements Expr {}

    /** {@code ROW(..)} or {@code (a, b)}. */
    record Row(List<Expr> fields, int position) implements Expr {
        public Row {
            fields = List.copyOf(fields);
        }
    }

    /** {@code ()} in GROUP BY: one group of all rows, even of none. */
    record AllRows(int position) implements Expr {}

    /** {@code ARRAY[..]}; inner dimensions are arrays too. */
    record Array(List<Expr> elements, int position) implements Expr {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    record ArrayQuery(Query query, int position) implements Expr {}

    /** {@code LIST[..]}; inner lists are lists too. */
    record ListOf(List<Expr> elements, int position) implements Expr {
        public ListOf {
            elements = List.copyOf(elements);
        }
    }

    record ListQuery(Query query, int position) implements Expr {}

    /** {@code MAP[k => v, ..]}; inner maps are maps too. */
    record MapOf(List<Entry> entries, int position) implements Expr {
        public MapOf {
            entries = List.copyOf(entries);
        }
    }

    /** One key and its value. */
    record Entry(Expr key, Expr value) {}

    record MapQuery(Query query, int position) implements Expr {}
}
