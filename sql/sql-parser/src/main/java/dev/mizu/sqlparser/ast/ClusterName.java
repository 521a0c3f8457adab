package dev.mizu.sqlparser.ast;

/** A cluster by its name or, in stored SQL, by its id: {@code [u1]}. */
public sealed interface ClusterName {
    int position();

    /** By name. */
    record Named(Ident name, int position) implements ClusterName {}

    /** By catalog id. */
    record ById(String id, int position) implements ClusterName {}
}
