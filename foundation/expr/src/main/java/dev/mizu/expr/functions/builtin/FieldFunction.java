package dev.mizu.expr.functions.builtin;

import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.TypeNames;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import java.util.Optional;

/** A record's field, by its position from 0. Its id is {@code field} and the position, then the record's type. */
final class FieldFunction implements ScalarFunction {
    static final String PREFIX = "field";

    private final ScalarType.Record record;
    private final int position;

    FieldFunction(ScalarType.Record record, int position) {
        this.record = record;
        this.position = position;
    }

    @Override
    public String id() {
        return PREFIX + position + '(' + TypeNames.print(record) + ')';
    }

    @Override
    public String name() {
        return "field " + record.fields().get(position).name();
    }

    @Override
    public boolean strict() {
        return true;
    }

    @Override
    public boolean fallible() {
        return false;
    }

    @Override
    public boolean introducesNulls() {
        return record.fields().get(position).type().nullable();
    }

    @Override
    public boolean monotone() {
        return false;
    }

    @Override
    public Datum eval(Datum[] args) {
        return ((Datum.Record) args[0]).fields().get(position);
    }

    @Override
    public Optional<Kernel> kernel() {
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldFunction f && position == f.position && record.equals(f.record);
    }

    @Override
    public int hashCode() {
        return record.hashCode() * 31 + position;
    }

    @Override
    public String toString() {
        return id();
    }
}
