package dev.mizu.catalog.builtin;

import java.util.List;
import java.util.stream.Stream;

/** All builtin tables, family by family. */
public final class BuiltinTables {
    public static final List<BuiltinTable> ALL = Stream.of(
            NamespaceTables.ALL, ItemTables.ALL).flatMap(List::stream).toList();

    private BuiltinTables() {}
}
