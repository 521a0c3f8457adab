package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.CreateStatement.Connector;
import dev.mizu.sqlparser.ast.CreateStatement.References;
import dev.mizu.sqlparser.ast.CreateStatement.SourceColumns;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.TableElements;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ItemDetail;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.CreatePlan.Subsource;
import dev.mizu.sqlplanner.plan.NewItem;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.storageplan.IngestionPlan;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageplan.SourcePlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** CREATE SOURCE from Kafka and load generators; the subsources and the progress collection that come with it. */
final class SourcePlanner {
    private static final long DEFAULT_INTERVAL_MILLIS = 1000;

    private final StatementContext context;
    private final Stored stored;
    private final Set<GlobalId> uses = new LinkedHashSet<>();

    SourcePlanner(StatementContext context) {
        this.context = context;
        this.stored = new Stored(context);
    }

    /** What is read and the outputs it has; the one without a name of its own is the source itself. */
    private record Reading(SourcePlan source, List<IngestionPlan.Output> outputs, boolean several,
            Connector connector) {}

    CreatePlan.CreateSource plan(CreateStatement.CreateSource create) {
        if (create.materialized()) {
            throw SqlException.unsupported("CREATE MATERIALIZED SOURCE");
        }
        Stored.Place place = stored.place(create.name(), false);
        CatalogCluster cluster = create.cluster().map(context.names()::cluster)
                .orElseGet(context.names()::currentCluster);
        context.require(new PrivilegeTarget.ClusterTarget(cluster.id()), Privilege.CREATE);
        Options options = new Options("CREATE SOURCE", create.options());
        long interval = options.millis("TIMESTAMP INTERVAL").orElse(DEFAULT_INTERVAL_MILLIS);
        if (interval < 1) {
            throw Options.invalid("TIMESTAMP INTERVAL", "must be at least one millisecond", create.position());
        }
        options.finish();
        Reading reading = switch (create.connector()) {
            case Connector.External external -> kafka(external, create);
            case Connector.LoadGenerator generator -> generator(generator, create);
        };
        IngestionPlan ingestion = new IngestionPlan(reading.source(), reading.outputs(), interval);
        List<Subsource> subsources = reading.several() ? subsources(create, reading, place) : List.of();
        RelationDesc desc = reading.several()
                ? new RelationDesc(RelationType.of(), List.of()) : reading.outputs().getFirst().desc();
        NewItem item = stored.item(place, normalised(create, place, cluster, reading, subsources), uses,
                Stored.Clash.of(create.ifNotExists()));
        NewItem progress = progress(create, place, ingestion, item.exists());
        return new CreatePlan.CreateSource(item, cluster.id(), ingestion, desc, subsources, progress);
    }

    private CreateStatement normalised(CreateStatement.CreateSource create, Stored.Place place,
            CatalogCluster cluster, Reading reading, List<Subsource> subsources) {
        List<CreateStatement.Reference> references = subsources.stream().map(s -> new CreateStatement.Reference(
                ObjectName.of(reading.outputs().get(s.output()).name()), Optional.of(full(s.item())))).toList();
        return new CreateStatement.CreateSource(place.ast(), false, false, create.columns(),
                Optional.of(new ClusterName.ById(cluster.id().toString(), 0)), reading.connector(),
                create.decoding(),
                references.isEmpty() ? new References.Unspecified() : new References.ForTables(references),
                Optional.of(progressPlace(create, place).ast()), create.options(), 0);
    }

    private static ObjectName full(NewItem item) {
        List<Ident> parts = new ArrayList<>();
        item.name().database().ifPresent(database -> parts.add(Ident.of(database)));
        parts.add(Ident.of(item.name().schema()));
        parts.add(Ident.of(item.name().item()));
        return new ObjectName(parts, 0);
    }

    private Stored.Place progressPlace(CreateStatement.CreateSource create, Stored.Place place) {
        return create.progress().map(name -> stored.place(name, false)).orElseGet(() -> stored.place(
                place.schema(), place.name().item() + "_progress", place.position()));
    }

    private NewItem progress(
            CreateStatement.CreateSource create, Stored.Place place, IngestionPlan ingestion, boolean exists) {
        return subsource(progressPlace(create, place), ingestion.progress(),
                new Option("PROGRESS", Optional.empty(), 0), exists);
    }

    /** An item that a source brings along; taken names matter only when the source itself is new. */
    private NewItem subsource(Stored.Place place, RelationDesc desc, Option kind, boolean exists) {
        List<TableElements.ColumnDef> columns = new ArrayList<>();
        for (int i = 0; i < desc.arity(); i++) {
            columns.add(TypeSyntax.column(desc.names().get(i), desc.type().columns().get(i)));
        }
        CreateStatement normalised = new CreateStatement.CreateSubsource(place.ast(), false, columns, List.of(),
                Optional.empty(), List.of(kind), 0);
        return stored.item(place, normalised, List.of(), Stored.Clash.of(exists));
    }

    private List<Subsource> subsources(CreateStatement.CreateSource create, Reading reading, Stored.Place place) {
        List<Subsource> subsources = new ArrayList<>();
        switch (create.references()) {
            case References.ForAllTables all -> {
                for (int i = 0; i < reading.outputs().size(); i++) {
                    IngestionPlan.Output output = reading.outputs().get(i);
                    Stored.Place own = stored.place(place.schema(), output.name(), place.position());
                    subsources.add(subsource(own, i, output, create.ifNotExists()));
                }
            }
            case References.ForTables tables -> {
                for (CreateStatement.Reference reference : tables.tables()) {
                    int i = output(reading, reference.upstream());
                    ObjectName name = reference.alias().orElse(ObjectName.of(reading.outputs().get(i).name()));
                    Stored.Place own = stored.place(name, false);
                    subsources.add(subsource(own, i, reading.outputs().get(i), create.ifNotExists()));
                }
            }
            case References.ForSchemas s -> throw SqlException.unsupported("FOR SCHEMAS");
            case References.Unspecified u -> throw StatementContext.error(SqlState.SYNTAX_ERROR,
                    "multi-output sources require a FOR TABLES (..) or FOR ALL TABLES statement", create.position());
        }
        return subsources;
    }

    private Subsource subsource(Stored.Place place, int index, IngestionPlan.Output output, boolean ifNotExists) {
        Option reference = new Option("EXTERNAL REFERENCE", Optional.of(
                new OptionValue.Name(ObjectName.of(output.name()), 0)), 0);
        return new Subsource(subsource(place, output.desc(), reference, ifNotExists), index, output.desc());
    }

    private static int output(Reading reading, ObjectName upstream) {
        for (int i = 0; i < reading.outputs().size(); i++) {
            if (reading.outputs().get(i).name().equals(upstream.last().value())) {
                return i;
            }
        }
        throw StatementContext.error(SqlState.UNDEFINED_OBJECT,
                "reference to " + upstream.last() + " not found in source", upstream.position());
    }

    /** A subsource read back from stored SQL. */
    CreatePlan.CreateSubsource subsource(CreateStatement.CreateSubsource create) {
        Stored.Place place = stored.place(create.name(), false);
        List<String> names = new ArrayList<>();
        List<ColumnType> types = new ArrayList<>();
        var resolver = context.storedQueries().context().types();
        for (TableElements.ColumnDef column : create.columns()) {
            boolean notNull = column.options().stream()
                    .anyMatch(option -> option.property() instanceof TableElements.ColumnProperty.NotNull);
            names.add(column.name().value());
            types.add(new ColumnType(resolver.resolve(column.type()), !notNull));
        }
        Options options = new Options("CREATE SUBSOURCE", create.options());
        boolean progress = options.flag("PROGRESS", false);
        String reference = options.text("EXTERNAL REFERENCE").orElse("");
        options.finish();
        NewItem item = stored.item(place, create, List.of(), Stored.Clash.of(false));
        return new CreatePlan.CreateSubsource(
                item, new RelationDesc(RelationType.of(types), names), progress, reference);
    }

    private Reading kafka(Connector.External external, CreateStatement.CreateSource create) {
        if (!external.type().equals("KAFKA")) {
            throw SqlException.unsupported("CREATE SOURCE .. FROM " + external.type());
        }
        if (!(create.references() instanceof References.Unspecified)) {
            throw SqlException.unsupported("FOR TABLES of a Kafka source");
        }
        CatalogItem connection = context.names().item(external.connection(), ItemKind.CONNECTION);
        if (!(connection.detail() instanceof ItemDetail.Connection(var plan))) {
            throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                    connection.name() + " is not a KAFKA CONNECTION", external.connection().position());
        }
        uses.add(connection.id());
        context.uses(connection);
        context.require(new PrivilegeTarget.ItemTarget(connection.id()), Privilege.USAGE);
        KafkaSources.Described described = new KafkaSources().describe(external, create, connection.id(), plan);
        RelationDesc desc = renamed(described.desc(), create.columns());
        Connector named = new Connector.External(
                external.type(), Stored.reference(connection), external.options());
        return new Reading(described.plan(),
                List.of(new IngestionPlan.Output(described.plan().topic(), desc)), false, named);
    }

    private static RelationDesc renamed(RelationDesc desc, SourceColumns columns) {
        return switch (columns) {
            case SourceColumns.Unnamed u -> desc;
            case SourceColumns.Named n -> {
                if (!n.constraints().isEmpty()) {
                    throw SqlException.unsupported("constraints of a source");
                }
                if (n.names().size() > desc.arity()) {
                    throw StatementContext.error(SqlState.SYNTAX_ERROR, "source has " + desc.arity()
                            + " columns but " + n.names().size() + " names were specified",
                            n.names().getFirst().position());
                }
                List<String> names = new ArrayList<>(desc.names());
                for (int i = 0; i < n.names().size(); i++) {
                    names.set(i, n.names().get(i).value());
                }
                yield new RelationDesc(desc.type(), names);
            }
            case SourceColumns.Defined d -> throw SqlException.unsupported("column definitions of a source");
        };
    }

    private Reading generator(Connector.LoadGenerator written, CreateStatement.CreateSource create) {
        Options options = new Options("LOAD GENERATOR", written.options());
        long tick = options.millis("TICK INTERVAL").orElse(1000);
        OptionalLong asOf = options.number("AS OF");
        OptionalLong upTo = options.number("UP TO");
        OptionalLong cardinality = options.number("MAX CARDINALITY");
        if (tick < 1) {
            throw Options.invalid("TICK INTERVAL", "must be at least one millisecond", create.position());
        }
        boolean counter = written.type().equals("COUNTER");
        if (!counter && !written.type().equals("AUCTION")) {
            throw SqlException.unsupported("LOAD GENERATOR " + written.type());
        }
        if (cardinality.isPresent() && (!counter || cardinality.getAsLong() < 0)) {
            throw Options.invalid("MAX CARDINALITY", counter ? "must not be negative" : "COUNTER alone has it",
                    create.position());
        }
        options.finish();
        LoadGeneratorPlan.Generator generator = counter
                ? new LoadGeneratorPlan.Generator.Counter(cardinality) : new LoadGeneratorPlan.Generator.Auction();
        LoadGeneratorPlan plan = new LoadGeneratorPlan(generator, tick, asOf.orElse(0), upTo);
        if (counter && !(create.references() instanceof References.Unspecified)) {
            throw StatementContext.error(SqlState.SYNTAX_ERROR,
                    "FOR TABLES is only valid for multi-output sources", create.position());
        }
        return new Reading(plan, LoadGenerators.outputs(generator), !counter, written);
    }

    /** Whether an option's value is an integer list; empty when the option was not written. */
    static List<Long> integers(String name, Optional<OptionValue> value) {
        if (value.isEmpty()) {
            return List.of();
        }
        List<OptionValue> list = value.get() instanceof OptionValue.Sequence s ? s.values() : List.of(value.get());
        return list.stream().map(element -> element instanceof OptionValue.Constant(Literal literal, int position)
                ? Options.number(name, element) : Options.number(name, value.get())).toList();
    }
}
