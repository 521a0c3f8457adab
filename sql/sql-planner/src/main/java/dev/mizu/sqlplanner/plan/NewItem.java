package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.sqlplanner.catalog.QualifiedName;
import java.util.List;

/**
 * What every statement that makes an item of a schema carries.
 *
 * @param createSql the statement, normalised: names full, items as {@code [u1 AS "db"."schema"."name"]}, clauses such
 *     as IF NOT EXISTS gone; parsing and planning it again gives the same plan
 * @param uses the items that it names, without repeats
 * @param exists an item of that name is there already: with {@code ifNotExists} a notice, else planning failed
 * @param replaces the item of that name that OR REPLACE drops first, with what {@link AlterPlan.Drop} would drop
 */
public record NewItem(
        QualifiedName name, SchemaId schema, boolean temporary, String createSql, List<GlobalId> uses,
        boolean ifNotExists, boolean exists, List<GlobalId> replaces) {
    public NewItem {
        uses = List.copyOf(uses);
        replaces = List.copyOf(replaces);
    }
}
