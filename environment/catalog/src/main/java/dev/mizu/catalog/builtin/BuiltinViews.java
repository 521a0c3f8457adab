package dev.mizu.catalog.builtin;

import java.util.List;

/** All builtin views, family by family; a view may read the tables and the views before it. */
public final class BuiltinViews {
    public static final List<BuiltinView> ALL = List.of();

    private BuiltinViews() {}
}
