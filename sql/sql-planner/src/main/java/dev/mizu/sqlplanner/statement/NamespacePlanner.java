package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlplanner.catalog.CatalogDatabase;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.lowering.Lowering;
import dev.mizu.sqlplanner.lowering.ScalarFolding;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.NewItem;
import dev.mizu.sqlplanner.plan.PlanNotice;
import dev.mizu.sqlplanner.plan.RequiredPrivilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.sqlplanner.query.Expressions;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CREATE DATABASE, SCHEMA, ROLE, TYPE and SECRET. */
final class NamespacePlanner {
    private final StatementContext context;

    NamespacePlanner(StatementContext context) {
        this.context = context;
    }

    CreatePlan.CreateDatabase database(CreateStatement.CreateDatabase create) {
        context.require(new PrivilegeTarget.SystemTarget(), Privilege.CREATEDB);
        boolean exists = context.catalog().database(create.name().value()).isPresent();
        if (exists && !create.ifNotExists()) {
            throw StatementContext.error(SqlState.DUPLICATE_DATABASE,
                    "database '" + create.name() + "' already exists", create.name().position());
        }
        if (exists) {
            context.notice(PlanNotice.notice(SqlState.DUPLICATE_DATABASE,
                    "database \"" + create.name() + "\" already exists, skipping"));
        }
        return new CreatePlan.CreateDatabase(create.name().value(), create.ifNotExists(), exists);
    }

    CreatePlan.CreateSchema schema(CreateStatement.CreateSchema create) {
        if (create.name().parts().size() > 2) {
            throw StatementContext.error(SqlState.SYNTAX_ERROR, "schema name has more than two components",
                    create.name().position());
        }
        ClusterPlanner.checkName(create.name().last(), "schema");
        CatalogDatabase database = create.name().parts().size() == 2
                ? context.names().database(create.name().parts().getFirst()) : context.names().currentDatabase();
        context.require(new PrivilegeTarget.DatabaseTarget(database.id()), Privilege.CREATE);
        String name = create.name().last().value();
        boolean exists = context.catalog().schema(database.id(), name).isPresent()
                || context.catalog().ambientSchema(name).isPresent();
        if (exists && !create.ifNotExists()) {
            throw StatementContext.error(SqlState.DUPLICATE_SCHEMA,
                    "schema '" + name + "' already exists", create.name().position());
        }
        if (exists) {
            context.notice(PlanNotice.notice(SqlState.DUPLICATE_SCHEMA,
                    "schema \"" + name + "\" already exists, skipping"));
        }
        return new CreatePlan.CreateSchema(database.id(), name, create.ifNotExists(), exists);
    }

    CreatePlan.CreateRole role(CreateStatement.CreateRole create) {
        String name = create.name().value();
        if (name.equals("public") || name.startsWith("mz_") || name.startsWith("pg_") || name.startsWith("external_")) {
            throw StatementContext.error(SqlState.RESERVED_NAME, "role name \"" + name + "\" is reserved",
                    create.name().position());
        }
        if (context.catalog().role(name).isPresent()) {
            throw StatementContext.error(SqlState.DUPLICATE_OBJECT, "role '" + name + "' already exists",
                    create.name().position());
        }
        context.require(new PrivilegeTarget.SystemTarget(), Privilege.CREATEROLE);
        return new CreatePlan.CreateRole(name, attributes(create.attributes()));
    }

    CreatePlan.RoleAttributes attributes(List<Option> attributes) {
        Optional<Boolean> login = Optional.empty();
        Optional<Boolean> superuser = Optional.empty();
        Optional<String> password = Optional.empty();
        boolean clear = false;
        new Options("CREATE ROLE", attributes);
        for (Option option : attributes) {
            switch (option.name()) {
                case "INHERIT" -> { }
                case "LOGIN" -> login = Optional.of(true);
                case "NOLOGIN" -> login = Optional.of(false);
                case "SUPERUSER" -> {
                    superuser = Optional.of(true);
                    context.require(new RequiredPrivilege.Superuser());
                }
                case "NOSUPERUSER" -> superuser = Optional.of(false);
                case "PASSWORD" -> {
                    OptionValue value = option.value().orElseThrow(() -> StatementContext.error(
                            SqlState.SYNTAX_ERROR, "PASSWORD requires a value", option.position()));
                    clear = value instanceof OptionValue.Constant(Literal literal, int position)
                            && literal instanceof Literal.Null;
                    password = clear ? Optional.empty() : Optional.of(Options.text("PASSWORD", value));
                }
                default -> throw dev.mizu.base.error.SqlError.of(SqlState.FEATURE_NOT_SUPPORTED,
                                option.name() + " attribute is not supported")
                        .withHint("Use system privileges instead.").withPosition(option.position()).toException();
            }
        }
        return new CreatePlan.RoleAttributes(login, superuser, password, clear);
    }

    CreatePlan.CreateSecret secret(CreateStatement.CreateSecret create) {
        Stored stored = new Stored(context);
        Stored.Place place = stored.place(create.name(), false);
        ScalarExpr value = secretValue(create.value());
        // The stored statement must not hold the secret.
        Expr hidden = new Literal.Text("********", 0);
        CreateStatement normalised = new CreateStatement.CreateSecret(place.ast(), false, hidden, 0);
        NewItem item = stored.item(place, normalised, Set.of(), Stored.Clash.of(create.ifNotExists()));
        return new CreatePlan.CreateSecret(item, value);
    }

    /** A constant of type bytea; text stands for its UTF-8 bytes. */
    ScalarExpr secretValue(Expr expr) {
        Expressions expressions = Expressions.constant(context.storedQueries());
        HirScalar value = expressions.cast(expr, SimpleType.BYTEA, CastContext.EXPLICIT).orElseThrow(() ->
                StatementContext.error(SqlState.DATATYPE_MISMATCH, "secret value must be castable to bytea",
                        expr.position()));
        Optional<Datum> known = ScalarFolding.value(value, expr.position());
        if (known.isPresent() && known.get().isNull()) {
            throw StatementContext.error("22004", "secret value can not be null", expr.position());
        }
        return known.<ScalarExpr>map(datum -> new ScalarExpr.Literal(datum, SimpleType.BYTEA.notNull()))
                .orElseGet(() -> Lowering.scalars(List.of(value)).getFirst());
    }

    CreatePlan.CreateType type(CreateStatement.CreateType create) {
        QueryPlanner queries = context.storedQueries();
        Stored stored = new Stored(context);
        Stored.Place place = stored.place(create.name(), false);
        ScalarType type = switch (create.definition()) {
            case CreateStatement.TypeDefinition.ListType l ->
                    new ScalarType.ListOf(queries.context().types().resolve(l.element()));
            case CreateStatement.TypeDefinition.MapType m -> {
                if (queries.context().types().resolve(m.key()) != SimpleType.TEXT) {
                    throw SqlException.unsupported("a map key type other than text");
                }
                yield new ScalarType.MapOf(queries.context().types().resolve(m.value()));
            }
            case CreateStatement.TypeDefinition.RecordType r -> {
                List<ScalarType.Field> fields = new ArrayList<>();
                for (Query.Column field : r.fields()) {
                    ColumnType column = queries.context().types().resolve(field.type()).nullable();
                    fields.add(new ScalarType.Field(field.name().value(), column));
                }
                yield new ScalarType.Record(fields);
            }
        };
        CreateStatement normalised = new CreateStatement.CreateType(place.ast(),
                Stored.rewriter(queries.context().meanings()).definition(create.definition()), 0);
        return new CreatePlan.CreateType(
                stored.item(place, normalised, queries.context().used(), Stored.Clash.of(false)), type);
    }
}
