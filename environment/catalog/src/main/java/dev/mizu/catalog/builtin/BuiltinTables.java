package dev.mizu.catalog.builtin;

import dev.mizu.base.Check;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All builtin tables, family by family. */
public final class BuiltinTables {
    public static final List<BuiltinTable> ALL = Stream.of(
            NamespaceTables.ALL, RoleTables.ALL, ItemTables.ALL, ColumnTables.ALL, TypeTables.ALL,
            FunctionTables.ALL, RegionTables.ALL, VacantTables.ALL).flatMap(List::stream).toList();

    private static final Map<String, BuiltinTable> BY_NAME =
            ALL.stream().collect(Collectors.toMap(BuiltinTable::name, Function.identity()));

    private BuiltinTables() {}

    /** A table by its name, which no two schemas share; an unknown one fails a check. */
    public static BuiltinTable find(String name) {
        BuiltinTable table = BY_NAME.get(name);
        Check.that(table != null, "a builtin table's name");
        return Objects.requireNonNull(table);
    }
}
