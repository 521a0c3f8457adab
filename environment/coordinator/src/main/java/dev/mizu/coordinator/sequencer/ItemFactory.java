package dev.mizu.coordinator.sequencer;

import dev.mizu.base.Check;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.RoleId;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.StoredShard;
import dev.mizu.catalog.durable.StoredItem;
import dev.mizu.coordinator.implications.CatalogOracles;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.optimizer.OptimizerContext;
import dev.mizu.optimizer.pipeline.ViewPipeline;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.NewItem;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes catalog items of planned statements, the same way when they are new and when they are read back. */
public final class ItemFactory {
    private static final ClusterId NO_CLUSTER = ClusterId.system(0);

    private ItemFactory() {}

    /**
     * What a new item is given.
     *
     * @param outputs of a source as in {@link StoredItem}; of a subsource its source alone
     */
    public record Given(
            GlobalId id, long oid, RoleId owner, Optional<StoredShard> shard, List<GlobalId> outputs) {
        public Given {
            outputs = List.copyOf(outputs);
        }

        /** @param source of a subsource, empty for others */
        public static Given of(StoredItem stored, Optional<GlobalId> source) {
            return new Given(stored.id(), stored.oid(), stored.owner(), stored.shard(),
                    source.map(List::of).orElse(stored.outputs()));
        }
    }

    /** Whether the rows of what a plan makes are stored, and if so whether as a table. */
    public static Optional<Boolean> storedAsTable(CreatePlan plan) {
        return switch (plan) {
            case CreatePlan.CreateTable t -> Optional.of(true);
            case CreatePlan.CreateMaterializedView v -> Optional.of(false);
            case CreatePlan.CreateSubsource s -> Optional.of(false);
            case CreatePlan.CreateSource s -> s.subsources().isEmpty() ? Optional.of(false) : Optional.empty();
            default -> Optional.empty();
        };
    }

    public static ItemEntry item(CreatePlan plan, Given given, CatalogState catalog) {
        return switch (plan) {
            case CreatePlan.CreateTable t -> entry(t.item(), given, Shape.of(ItemKind.TABLE, t.desc()),
                    new ItemBody.Table(given.shard().orElseThrow(), t.defaults(), t.historyMillis()));
            case CreatePlan.CreateView v -> entry(v.item(), given, Shape.of(ItemKind.VIEW, v.desc()),
                    new ItemBody.View(simplified(v.expr(), catalog)));
            case CreatePlan.CreateMaterializedView v -> entry(v.item(), given,
                    Shape.of(ItemKind.MATERIALIZED_VIEW, v.desc()).on(v.cluster()), new ItemBody.MaterializedView(
                            simplified(v.expr(), catalog), given.shard().orElseThrow(),
                            v.options().assertNotNull(), v.options().historyMillis()));
            case CreatePlan.CreateIndex i -> entry(i.item(), given, Shape.of(ItemKind.INDEX).on(i.cluster()),
                    new ItemBody.Index(i.on(), i.keys()));
            case CreatePlan.CreateConnection c -> entry(c.item(), given, Shape.of(ItemKind.CONNECTION),
                    new ItemBody.Connection(c.connection()));
            case CreatePlan.CreateSource s -> entry(s.item(), given,
                    Shape.of(ItemKind.SOURCE, s.desc()).on(s.cluster()), source(s, given));
            case CreatePlan.CreateSubsource s -> entry(using(s.item(), given.outputs()), given,
                    Shape.of(ItemKind.SOURCE, s.desc()), new ItemBody.Subsource(
                            given.outputs().getFirst(), given.shard().orElseThrow(), s.progress()));
            case CreatePlan.CreateSecret s ->
                    entry(s.item(), given, Shape.of(ItemKind.SECRET), new ItemBody.Secret());
            case CreatePlan.CreateType t ->
                    entry(t.item(), given, Shape.of(ItemKind.TYPE), new ItemBody.Type(t.type()));
            case CreatePlan.CreateDatabase d -> throw notAnItem();
            case CreatePlan.CreateSchema s -> throw notAnItem();
            case CreatePlan.CreateCluster c -> throw notAnItem();
            case CreatePlan.CreateClusterReplica r -> throw notAnItem();
            case CreatePlan.CreateRole r -> throw notAnItem();
        };
    }

    private static Check.InvariantException notAnItem() {
        return Check.unreachable("not an item of a schema");
    }

    private static ItemBody.Source source(CreatePlan.CreateSource plan, Given given) {
        List<GlobalId> fed = given.outputs();
        return new ItemBody.Source(plan.ingestion(), given.shard(), fed.subList(0, fed.size() - 1), fed.getLast());
    }

    private static NewItem using(NewItem item, List<GlobalId> uses) {
        return new NewItem(item.name(), item.schema(), item.temporary(), item.createSql(), uses, item.ifNotExists(),
                item.exists(), item.replaces());
    }

    /** What everybody sees of an item: its kind, its columns if it has any, its cluster if it runs on one. */
    private record Shape(ItemKind kind, Optional<RelationDesc> desc, Optional<ClusterId> cluster) {
        static Shape of(ItemKind kind) {
            return new Shape(kind, Optional.empty(), Optional.empty());
        }

        static Shape of(ItemKind kind, RelationDesc desc) {
            return new Shape(kind, Optional.of(desc), Optional.empty());
        }

        Shape on(ClusterId id) {
            return new Shape(kind, desc, Optional.of(id));
        }
    }

    private static ItemEntry entry(NewItem item, Given given, Shape shape, ItemBody body) {
        return new ItemEntry(given.id(), given.oid(), item.schema(), item.name().item(), shape.kind(), given.owner(),
                item.createSql(), shape.desc(), shape.cluster(), item.uses(), body);
    }

    /** A view's tree as others should expand it. */
    public static RelationExpr simplified(RelationExpr expr, CatalogState catalog) {
        OptimizerContext context = CatalogOracles.context(
                catalog, NO_CLUSTER, index -> false, UnaryOperator.identity());
        return ViewPipeline.optimize(expr, context).plan();
    }
}
