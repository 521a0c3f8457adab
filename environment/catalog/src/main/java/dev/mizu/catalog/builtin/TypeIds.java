package dev.mizu.catalog.builtin;

import dev.mizu.expr.functions.ParamType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.repr.pg.PseudoType;
import java.util.List;

/** The ids under which the system catalog knows types: {@code s} and the oid. */
final class TypeIds {
    private TypeIds() {}

    static String id(long oid) {
        return "s" + oid;
    }

    static String id(ScalarType type) {
        return id(PgType.oid(type));
    }

    static String id(ParamType type) {
        return switch (type) {
            case ParamType.Exact(ScalarType exact) -> id(exact);
            case ParamType.Pseudo pseudo -> id(switch (pseudo) {
                case ANY -> PseudoType.ANY.oid();
                case ANYELEMENT -> PseudoType.ANYELEMENT.oid();
                case ANYNONARRAY -> PseudoType.ANYNONARRAY.oid();
                case ANYARRAY -> PseudoType.ANYARRAY.oid();
                case ANYRANGE -> PseudoType.ANYRANGE.oid();
                case ANYLIST -> PgType.LIST.oid();
                case ANYMAP -> PgType.MAP.oid();
                case ANYCOMPATIBLE -> PseudoType.ANYCOMPATIBLE.oid();
                case ANYCOMPATIBLENONARRAY -> PseudoType.ANYCOMPATIBLENONARRAY.oid();
                case ANYCOMPATIBLEARRAY -> PseudoType.ANYCOMPATIBLEARRAY.oid();
                case ANYCOMPATIBLELIST -> PseudoType.ANYCOMPATIBLELIST.oid();
                case ANYCOMPATIBLEMAP -> PseudoType.ANYCOMPATIBLEMAP.oid();
                case ANYCOMPATIBLERANGE -> PseudoType.ANYCOMPATIBLERANGE.oid();
                case RECORD -> PseudoType.RECORD.oid();
            });
        };
    }

    static List<String> ids(List<ParamType> types) {
        return types.stream().map(TypeIds::id).toList();
    }
}
