package dev.mizu.optimizer.oracle;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.RelationType;
import java.util.List;

/**
 * An index.
 *
 * @param key expressions over the collection's columns
 * @param type the collection's
 */
public record IndexDef(GlobalId id, GlobalId on, List<ScalarExpr> key, RelationType type) {
    public IndexDef {
        key = List.copyOf(key);
    }
}
