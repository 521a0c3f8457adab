package dev.mizu.catalog.builtin;

import dev.mizu.base.id.GlobalId;
import dev.mizu.repr.RelationDesc;

/**
 * A view that the product brings along. Its columns are declared, so that its query needs no planning before somebody
 * reads it; a test plans all of them and compares.
 *
 * @param number of its id {@code s<number>} and its oid, never given to another relation
 * @param sql the query; names of relations are those of the ambient schemas, in full
 */
public record BuiltinView(long number, String schema, String name, RelationDesc desc, String sql) {
    /** Spells a view: {@code columns} as in {@link Columns#columns}. */
    static BuiltinView view(long number, String schema, String name, String columns, String sql) {
        return new BuiltinView(number, schema, name, Columns.columns(columns), sql.strip());
    }

    /** Spells a view of columns that another relation has. */
    static BuiltinView view(long number, String schema, String name, Excerpt excerpt) {
        return new BuiltinView(number, schema, name, excerpt.desc(), excerpt.sql());
    }

    /** Spells a view without rows: a thing that PostgreSQL knows and Mizu has none of. */
    static BuiltinView vacant(long number, String schema, String name, String columns) {
        RelationDesc desc = Columns.columns(columns);
        StringBuilder sql = new StringBuilder("SELECT ");
        for (int i = 0; i < desc.arity(); i++) {
            sql.append(i == 0 ? "" : ", ").append("NULL::").append(desc.type().columns().get(i).scalar())
                    .append(" AS \"").append(desc.names().get(i)).append('"');
        }
        return new BuiltinView(number, schema, name, desc, sql.append(" WHERE false").toString());
    }

    public GlobalId id() {
        return GlobalId.system(number);
    }

    /** The statement that would make it. */
    public String createSql() {
        return "CREATE VIEW " + schema + "." + name + " AS " + sql;
    }
}
