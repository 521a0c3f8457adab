package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.CreateStatement.CreateCluster;
import dev.mizu.sqlparser.ast.CreateStatement.CreateClusterReplica;
import dev.mizu.sqlparser.ast.CreateStatement.CreateConnection;
import dev.mizu.sqlparser.ast.CreateStatement.CreateNetworkPolicy;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE of what is mostly options: clusters, replicas, connections, network policies. */
final class ClusterParser {
    private static final List<String> CONNECTION_TYPES = List.of("kafka", "confluent schema registry", "postgres",
            "mysql", "sql server", "ssh tunnel", "aws privatelink", "aws", "iceberg catalog");

    private ClusterParser() {}

    static CreateStatement create(Cursor in, int position) {
        in.expect("cluster");
        boolean namedReplica = in.at(1, "size") && in.kind(2) != TokenKind.DOT && !in.at(2, "for");
        if (in.at("replica") && NameParser.atIdent(in, 1) && !namedReplica) {
            in.advance();
            return replica(in, position);
        }
        Ident name = NameParser.ident(in, "a cluster name");
        if (in.at("replica") || in.at(TokenKind.SEMICOLON) || in.atEnd()) {
            return new CreateCluster(name, legacyReplicas(in), List.of(), position);
        }
        List<Option> options = in.at(TokenKind.LEFT_PAREN)
                ? OptionParser.list(in, OptionNames.CLUSTER) : OptionParser.bare(in, OptionNames.CLUSTER);
        List<Option> features = in.accept("features")
                ? OptionParser.list(in, OptionNames.FEATURES) : List.of();
        return new CreateCluster(name, options, features, position);
    }

    /** {@code REPLICA name SIZE size ..} any number of times, commas or not: an unmanaged cluster. */
    private static List<Option> legacyReplicas(Cursor in) {
        int position = in.position();
        List<OptionValue> replicas = new ArrayList<>();
        while (in.at("replica")) {
            int start = in.position();
            in.advance();
            Ident name = NameParser.ident(in, "a replica's name");
            replicas.add(new OptionValue.Group(name, List.of(legacySize(in)), start));
            in.accept(TokenKind.COMMA);
        }
        OptionValue all = new OptionValue.Sequence(replicas, position);
        return List.of(new Option("REPLICAS", Optional.of(all), position));
    }

    /** Sizes had no quotes once. */
    private static Option legacySize(Cursor in) {
        int position = in.position();
        in.expect("size");
        in.acceptOperator("=");
        int valuePosition = in.position();
        String size = in.at(TokenKind.STRING)
                ? in.expectString("a size") : NameParser.ident(in, "a size").value();
        OptionValue value = new OptionValue.Constant(new Literal.Text(size, valuePosition), valuePosition);
        return new Option("SIZE", Optional.of(value), position);
    }

    private static CreateClusterReplica replica(Cursor in, int position) {
        Ident first = NameParser.ident(in, "a replica's name");
        if (in.accept("for")) {
            Ident cluster = NameParser.ident(in, "a cluster name");
            List<Option> options = new ArrayList<>(List.of(legacySize(in)));
            if (in.accept(TokenKind.COMMA)) {
                options.addAll(OptionParser.bare(in, OptionNames.REPLICA));
            }
            return new CreateClusterReplica(cluster, first, options, position);
        }
        in.expect(TokenKind.DOT, "\".\" or FOR");
        Ident name = NameParser.ident(in, "a replica's name");
        List<Option> options = in.at(TokenKind.LEFT_PAREN)
                ? OptionParser.list(in, OptionNames.REPLICA) : OptionParser.bare(in, OptionNames.REPLICA);
        return new CreateClusterReplica(first, name, options, position);
    }

    static CreateConnection connection(Cursor in, int position) {
        in.expect("connection");
        boolean ifNotExists = in.acceptIfNotExists();
        ObjectName name = NameParser.name(in, "a connection's name");
        boolean legacy = in.accept("for");
        if (!legacy) {
            if (!in.accept("to")) {
                throw in.expected("TO or FOR");
            }
        }
        String type = connectionType(in);
        List<Option> options = in.at(TokenKind.LEFT_PAREN) ? OptionParser.list(in, OptionNames.CONNECTION)
                : legacy ? OptionParser.bare(in, OptionNames.CONNECTION) : OptionParser.list(in, List.of());
        List<Option> with = OptionParser.withIfAny(in, OptionNames.CONNECTION_WITH);
        return new CreateConnection(name, ifNotExists, type, options, with, position);
    }

    private static String connectionType(Cursor in) {
        for (String type : CONNECTION_TYPES) {
            if (in.acceptWords(type.split(" "))) {
                return Cursor.upper(type);
            }
        }
        throw in.expected("a type of connection");
    }

    static CreateNetworkPolicy networkPolicy(Cursor in, int position) {
        in.expect("network", "policy");
        Ident name = NameParser.ident(in, "a network policy's name");
        return new CreateNetworkPolicy(name, OptionParser.list(in, OptionNames.NETWORK_POLICY), position);
    }
}
