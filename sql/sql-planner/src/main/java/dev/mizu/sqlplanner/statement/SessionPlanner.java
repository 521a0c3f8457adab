package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.DmlStatement;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.SessionStatement.Setting;
import dev.mizu.sqlparser.ast.SessionStatement.SettingValue;
import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlparser.ast.ShowStatement;
import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ItemDetail;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.lowering.ScalarFolding;
import dev.mizu.sqlplanner.plan.Plan;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.sqlplanner.plan.SessionPlan.TransactionModes;
import dev.mizu.sqlplanner.plan.SessionPlan;
import dev.mizu.sqlplanner.plan.StatementDesc;
import dev.mizu.sqlplanner.query.Expressions;
import dev.mizu.sqlplanner.typing.ParameterTypes;
import dev.mizu.storageplan.ConnectionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Statements about variables, transactions, cursors and prepared statements. */
final class SessionPlanner {
    private final StatementContext context;

    SessionPlanner(StatementContext context) {
        this.context = context;
    }

    Plan plan(SessionStatement statement) {
        return switch (statement) {
            case SessionStatement.SetVariable s ->
                    new SessionPlan.SetVariable(s.variable().value(), values(s.setting()), s.local());
            case SessionStatement.ResetAll r -> new SessionPlan.ResetAll();
            case SessionStatement.ResetVariable r -> new SessionPlan.ResetVariable(r.variable().value());
            case SessionStatement.StartTransaction s -> new SessionPlan.Begin(modes(s.modes()));
            case SessionStatement.SetTransaction s -> {
                TransactionModes modes = modes(s.modes());
                if (s.session() && modes.readOnly().isPresent()) {
                    throw SqlException.unsupported("SET SESSION CHARACTERISTICS of the access mode");
                }
                yield new SessionPlan.SetTransaction(modes, s.session());
            }
            case SessionStatement.Commit c -> {
                checkChain(c.chain());
                yield new SessionPlan.Commit();
            }
            case SessionStatement.Rollback r -> {
                checkChain(r.chain());
                yield new SessionPlan.Rollback();
            }
            case SessionStatement.Declare d -> new QueryPlan.Declare(d.name().value(), d.statement());
            case SessionStatement.Fetch f -> fetch(f);
            case SessionStatement.Close c -> new QueryPlan.Close(c.name().value());
            case SessionStatement.Prepare p -> prepare(p);
            case SessionStatement.Execute e -> new SessionPlan.Execute(e.name().value(), values(e.arguments()));
            case SessionStatement.Deallocate d -> new SessionPlan.Deallocate(d.name().map(name -> name.value()));
            case SessionStatement.Discard d -> discard(d);
            case SessionStatement.Raise r -> new SessionPlan.Raise(r.severity().name());
            case SessionStatement.ValidateConnection v -> validate(v);
        };
    }

    private static void checkChain(boolean chain) {
        if (chain) {
            throw SqlException.unsupported("AND CHAIN");
        }
    }

    /** The values of a setting as text; empty for DEFAULT. */
    static Optional<List<String>> values(Setting setting) {
        return switch (setting) {
            case Setting.Default d -> Optional.empty();
            case Setting.Values v -> Optional.of(v.values().stream().map(SessionPlanner::text).toList());
        };
    }

    private static String text(SettingValue value) {
        return switch (value) {
            case SettingValue.Word(var word) -> word.value();
            case SettingValue.Constant(Literal literal) -> switch (literal) {
                case Literal.Null n -> "";
                case Literal.Bool b -> b.value() ? "true" : "false";
                case Literal.Number n -> n.text();
                case Literal.Text t -> t.value();
                case Literal.Interval i -> i.text();
            };
        };
    }

    private static TransactionModes modes(List<SessionStatement.TransactionMode> modes) {
        Optional<String> isolation = Optional.empty();
        Optional<Boolean> readOnly = Optional.empty();
        for (SessionStatement.TransactionMode mode : modes) {
            switch (mode) {
                case SessionStatement.TransactionMode.Access(boolean only) -> readOnly = Optional.of(only);
                case SessionStatement.TransactionMode.Isolation(var level) ->
                        isolation = Optional.of(level.words().toLowerCase(Locale.ROOT));
            }
        }
        return new TransactionModes(isolation, readOnly);
    }

    private static QueryPlan.Fetch fetch(SessionStatement.Fetch fetch) {
        Options options = new Options("FETCH", fetch.options());
        OptionalLong timeout = options.millis("TIMEOUT");
        options.finish();
        long count = switch (fetch.count()) {
            case SessionStatement.FetchCount.One one -> 1;
            case SessionStatement.FetchCount.Rows(long rows) -> rows;
            case SessionStatement.FetchCount.All all -> Long.MAX_VALUE;
        };
        return new QueryPlan.Fetch(fetch.name().value(), count, timeout);
    }

    private SessionPlan.Prepare prepare(SessionStatement.Prepare prepare) {
        Statement inner = prepare.statement();
        boolean preparable = inner instanceof QueryStatement || inner instanceof ShowStatement
                || inner instanceof DmlStatement.Insert || inner instanceof DmlStatement.Update
                || inner instanceof DmlStatement.Delete || inner instanceof SessionStatement.Fetch;
        if (!preparable) {
            throw StatementContext.error(SqlState.FEATURE_NOT_SUPPORTED, "unpreparable statement", inner.position());
        }
        StatementContext described = new StatementContext(
                context.catalog(), context.facts(), ParameterTypes.open(List.of()));
        StatementDesc desc = new StatementPlanner(described).describe(inner);
        return new SessionPlan.Prepare(prepare.name().value(), inner, desc);
    }

    private SessionPlan.ValidateConnection validate(SessionStatement.ValidateConnection validate) {
        CatalogItem item = context.names().item(validate.name(), ItemKind.CONNECTION);
        if (!(item.detail() instanceof ItemDetail.Connection(ConnectionPlan connection))) {
            throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                    item.name() + " is not a connection", validate.name().position());
        }
        context.uses(item);
        context.require(new PrivilegeTarget.ItemTarget(item.id()), Privilege.USAGE);
        return new SessionPlan.ValidateConnection(connection);
    }

    /** Values of the types that the expressions have by themselves; the session casts them to what is wanted. */
    private List<Datum> values(List<Expr> arguments) {
        List<Datum> values = new ArrayList<>();
        for (Expr argument : arguments) {
            Expressions expressions = Expressions.constant(context.queries());
            HirScalar text = expressions.cast(argument, SimpleType.TEXT, CastContext.ASSIGNMENT).orElseThrow(() ->
                    SqlException.unsupported("a parameter of this type"));
            values.add(ScalarFolding.value(text, argument.position()).orElseThrow(() -> StatementContext.error(
                    SqlState.FEATURE_NOT_SUPPORTED, "parameters of EXECUTE must be constant", argument.position())));
        }
        return values;
    }

    private static SessionPlan.Discard discard(SessionStatement.Discard discard) {
        return switch (discard.target()) {
            case ALL -> new SessionPlan.Discard(true);
            case TEMP -> new SessionPlan.Discard(false);
            case PLANS -> throw SqlException.unsupported("DISCARD PLANS");
            case SEQUENCES -> throw SqlException.unsupported("DISCARD SEQUENCES");
        };
    }
}
