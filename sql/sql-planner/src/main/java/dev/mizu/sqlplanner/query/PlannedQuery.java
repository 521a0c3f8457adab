package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A query's rows and what is to be done at the end: sort, cut, show some columns.
 *
 * @param relation may have more columns than are shown, to sort by
 * @param columns the columns shown
 * @param limit over the rows around, that is columns of level 1 and up
 */
public record PlannedQuery(
        HirRelation relation, List<OutputColumn> columns, List<ColumnOrder> order, Optional<HirScalar> limit,
        long offset) {
    public PlannedQuery {
        columns = List.copyOf(columns);
        order = List.copyOf(order);
    }

    /**
     * A column shown.
     *
     * @param index its place in the relation
     * @param open the literal it is, while its type is open: the relation has a NULL of type text in its place
     */
    public record OutputColumn(String name, int index, Optional<Operand> open, int position) {}

    /** All columns of a relation, in order. */
    static PlannedQuery of(HirRelation relation, List<String> names) {
        List<OutputColumn> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new OutputColumn(name, columns.size(), Optional.empty(), 0));
        }
        return new PlannedQuery(relation, columns, List.of(), Optional.empty(), 0);
    }

    public List<String> names() {
        return columns.stream().map(OutputColumn::name).toList();
    }

    /** The types of the columns shown. */
    public List<ColumnType> types() {
        List<ColumnType> all = HirTypes.of(relation);
        return columns.stream().map(column -> all.get(column.index())).toList();
    }

    public RelationDesc desc() {
        return new RelationDesc(RelationType.of(types()), names());
    }

    PlannedQuery withRelation(HirRelation other) {
        return new PlannedQuery(other, columns, order, limit, offset);
    }

    PlannedQuery named(List<String> names) {
        List<OutputColumn> renamed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            OutputColumn c = columns.get(i);
            renamed.add(i < names.size() ? new OutputColumn(names.get(i), c.index(), c.open(), c.position()) : c);
        }
        return new PlannedQuery(relation, renamed, order, limit, offset);
    }

    /** The columns as operands that may still be given a type. */
    List<Operand> operands() {
        List<ColumnType> types = types();
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            OutputColumn column = columns.get(i);
            ColumnType type = types.get(i);
            operands.add(column.open().orElseGet(() -> new Operand.Typed(
                    new HirScalar.Column(0, column.index(), type), column.position())));
        }
        return operands;
    }

    /** Columns that are still open become text. */
    public PlannedQuery settled(Coercion coercion) {
        if (columns.stream().allMatch(column -> column.open().isEmpty())) {
            return this;
        }
        return replaced(operands().stream().map(coercion::settle).toList());
    }

    /**
     * The columns cast to {@code targets}, as far as there are any, in an assignment to {@code names}.
     */
    public PlannedQuery assigned(Coercion coercion, List<ScalarType> targets, List<String> names) {
        List<Operand> operands = operands();
        List<HirScalar> cast = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            cast.add(coercion.toColumn(operands.get(i), targets.get(i), names.get(i)));
        }
        return replaced(cast);
    }

    /** The columns cast to the types that a set operation unites them to. */
    PlannedQuery united(Coercion coercion, List<ScalarType> targets, String construct) {
        List<Operand> operands = operands();
        List<HirScalar> cast = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Operand operand = operands.get(i);
            ScalarType target = targets.get(i);
            cast.add(coercion.to(operand, target, CastContext.IMPLICIT).orElseThrow(() -> SqlError.of(
                            SqlState.DATATYPE_MISMATCH, construct + " types " + Coercion.name(operand) + " and "
                                    + target.sqlName() + " cannot be matched")
                    .withPosition(operand.position()).toException()));
        }
        return replaced(cast);
    }

    /** The same rows with other expressions, over the relation's columns, shown. */
    private PlannedQuery replaced(List<HirScalar> exprs) {
        int arity = HirTypes.of(relation).size();
        List<HirScalar> added = new ArrayList<>();
        List<OutputColumn> replaced = new ArrayList<>();
        for (int i = 0; i < exprs.size(); i++) {
            OutputColumn old = columns.get(i);
            int index = old.index();
            if (!(exprs.get(i) instanceof HirScalar.Column(int level, int same, var type) && level == 0
                    && same == old.index())) {
                index = arity + added.size();
                added.add(exprs.get(i));
            }
            replaced.add(new OutputColumn(old.name(), index, Optional.empty(), old.position()));
        }
        HirRelation mapped = added.isEmpty() ? relation : new HirRelation.Map(relation, added);
        return new PlannedQuery(mapped, replaced, order, limit, offset);
    }

    /** The rows alone: cut as the query says, without order, exactly the columns shown. All must be settled. */
    public HirRelation closed() {
        HirRelation cut = limit.isEmpty() && offset == 0 ? relation
                : new HirRelation.TopK(relation, List.of(), order, limit, offset);
        List<Integer> outputs = columns.stream().map(OutputColumn::index).toList();
        boolean all = outputs.equals(IntStream.range(0, HirTypes.of(relation).size()).boxed().toList());
        return all ? cut : new HirRelation.Project(cut, outputs);
    }

}
