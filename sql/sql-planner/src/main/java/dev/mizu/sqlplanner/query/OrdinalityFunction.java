package dev.mizu.sqlplanner.query;

import dev.mizu.expr.functions.TableFunction;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** WITH ORDINALITY: another function's rows and their numbers from 1. */
record OrdinalityFunction(TableFunction inner) implements TableFunction {
    @Override
    public String id() {
        return inner.id() + " with ordinality";
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public RelationDesc output(List<ScalarType> args) {
        RelationDesc desc = inner.output(args);
        List<ColumnType> types = new ArrayList<>(desc.type().columns());
        types.add(SimpleType.INT8.notNull());
        List<String> names = new ArrayList<>(desc.names());
        names.add("ordinality");
        return new RelationDesc(RelationType.of(types), names);
    }

    @Override
    public boolean strict() {
        return inner.strict();
    }

    @Override
    public boolean fallible() {
        return inner.fallible();
    }

    @Override
    public void eval(Datum[] args, Consumer<Datum[]> rows) {
        long[] count = {0};
        inner.eval(args, row -> {
            Datum[] numbered = Arrays.copyOf(row, row.length + 1);
            numbered[row.length] = Datum.of(++count[0]);
            rows.accept(numbered);
        });
    }
}
