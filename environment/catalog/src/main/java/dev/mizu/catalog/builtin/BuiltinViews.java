package dev.mizu.catalog.builtin;

import dev.mizu.base.id.GlobalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All builtin views, family by family; a view may read the tables and the views before it. */
public final class BuiltinViews {
    public static final List<BuiltinView> ALL = Stream.of(
            ObjectViews.ALL, ShowViews.ALL, PgNameViews.ALL, PgRelationViews.ALL, PgFunctionViews.ALL,
            PgVacantViews.ALL, InformationSchemaViews.ALL, StatusViews.ALL,
            PrivilegeViews.ALL, ActivityViews.ALL).flatMap(List::stream).toList();

    private static final Map<GlobalId, BuiltinView> BY_ID =
            ALL.stream().collect(Collectors.toMap(BuiltinView::id, Function.identity()));

    private BuiltinViews() {}

    /** A view by its id, if it is one of these. */
    public static Optional<BuiltinView> find(GlobalId id) {
        return Optional.ofNullable(BY_ID.get(id));
    }
}
