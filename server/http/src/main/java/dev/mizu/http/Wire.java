package dev.mizu.http;

import dev.mizu.base.error.SqlError;
import dev.mizu.interchange.json.JsonValues;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.repr.text.JsonText;
import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import java.util.List;
import java.util.Locale;

/** The JSON objects that both doors, HTTP and WebSocket, write. */
final class Wire {
    private Wire() {}

    static void member(String name, String value, StringBuilder out) {
        JsonText.quote(name, out);
        out.append(':');
        JsonText.quote(value, out);
    }

    static void error(SqlError error, StringBuilder out) {
        out.append('{');
        member("message", error.message(), out);
        out.append(',');
        member("code", error.code(), out);
        content(error, out);
        error.position().ifPresent(position -> out.append(",\"position\":").append(position));
        out.append('}');
    }

    private static void content(SqlError error, StringBuilder out) {
        error.detail().ifPresent(detail -> member("detail", detail, out.append(',')));
        error.hint().ifPresent(hint -> member("hint", hint, out.append(',')));
    }

    static void notice(Notice notice, StringBuilder out) {
        out.append('{');
        member("message", notice.content().message(), out);
        out.append(',');
        member("code", notice.content().code(), out);
        out.append(',');
        member("severity", notice.severity().name().toLowerCase(Locale.ROOT), out);
        content(notice.content(), out);
        out.append('}');
    }

    static void notices(List<Notice> notices, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < notices.size(); i++) {
            out.append(i == 0 ? "" : ",");
            notice(notices.get(i), out);
        }
        out.append(']');
    }

    static void parameter(ParameterStatus parameter, StringBuilder out) {
        out.append('{');
        member("name", parameter.name(), out);
        out.append(',');
        member("value", parameter.value(), out);
        out.append('}');
    }

    static void columns(RelationDesc desc, StringBuilder out) {
        out.append("{\"columns\":[");
        for (int i = 0; i < desc.arity(); i++) {
            ScalarType type = desc.type().columns().get(i).scalar();
            out.append(i == 0 ? "{" : ",{");
            member("name", desc.names().get(i), out);
            out.append(",\"type_oid\":").append(PgType.oid(type));
            out.append(",\"type_len\":").append(PgType.length(type));
            out.append(",\"type_mod\":").append(PgType.modifier(type)).append('}');
        }
        out.append("]}");
    }

    static void row(RelationDesc desc, Row row, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < desc.arity(); i++) {
            out.append(i == 0 ? "" : ",");
            JsonValues.write(desc.type().columns().get(i).scalar(), row.get(i), out);
        }
        out.append(']');
    }
}
