package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.DropStatement;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.List;
import java.util.Optional;

/** DROP. */
final class DropParser {
    private DropParser() {}

    static DropStatement drop(Cursor in) {
        int position = in.position();
        in.expect("drop");
        if (in.acceptWords("owned", "by")) {
            List<Ident> roles = in.commaList(NameParser::ident);
            return new DropStatement.DropOwned(roles, cascade(in), position);
        }
        Optional<ObjectKind> found = NameParser.objectKindIfAny(in);
        if (found.isEmpty()) {
            throw unknown(in, position);
        }
        ObjectKind kind = found.get();
        if (kind == ObjectKind.FUNCTION || kind == ObjectKind.COLUMN) {
            throw in.unsupported("DROP " + kind.words(), position);
        }
        if (kind == ObjectKind.SUBSOURCE) {
            throw in.unsupported("DROP SUBSOURCE", position).error()
                    .withHint("use DROP SOURCE to drop subsources").toException();
        }
        boolean ifExists = in.acceptIfExists();
        List<ObjectName> names = in.commaList(NameParser::name);
        if (kind == ObjectKind.DATABASE && names.size() > 1) {
            throw in.error("DROP DATABASE takes one name", names.get(1).position());
        }
        boolean cascades = switch (kind) {
            case ROLE, NETWORK_POLICY, CLUSTER_REPLICA -> false;
            default -> true;
        };
        return new DropStatement.DropObjects(kind, ifExists, names, cascades ? cascade(in) : Optional.empty(),
                position);
    }

    private static RuntimeException unknown(Cursor in, int position) {
        return switch (in.at(TokenKind.WORD) ? in.text() : "") {
            case "sequence", "trigger", "rule", "extension", "domain", "aggregate", "operator", "policy", "group",
                    "publication", "subscription", "server", "procedure", "language", "collation", "cast" ->
                    in.unsupported("DROP " + Cursor.upper(in.text()), position);
            default -> in.expected("a kind of object");
        };
    }

    static Optional<Boolean> cascade(Cursor in) {
        if (in.accept("cascade")) {
            return Optional.of(true);
        }
        return in.accept("restrict") ? Optional.of(false) : Optional.empty();
    }
}
