package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.view;

import java.util.List;

/** PostgreSQL's catalog: functions, operators, aggregates. */
final class PgFunctionViews {
    private static final BuiltinView PROC = view(16803, "pg_catalog", "pg_proc",
            "oid oid, proname text, pronamespace oid, proowner oid, proargdefaults text?, "
                    + "prorettype oid, proisagg boolean, proiswindow boolean, proretset boolean, "
                    + "pronargs smallint, proargtypes int2vector?, proallargtypes oid[]?, "
                    + "proargmodes \"char\"[]?, proargnames text[]?",
            """
            SELECT f.oid, f.name AS proname, s.oid AS pronamespace, r.oid AS proowner, NULL::text AS proargdefaults,
                COALESCE(t.oid, 0::oid) AS prorettype, a.oid IS NOT NULL AS proisagg, false AS proiswindow,
                f.returns_set AS proretset,
                COALESCE(p.number, 0)::smallint AS pronargs, COALESCE(p.types, '')::int2vector AS proargtypes,
                NULL::oid[] AS proallargtypes, NULL::"char"[] AS proargmodes, NULL::text[] AS proargnames
            FROM mz_catalog.mz_functions f
            JOIN mz_catalog.mz_schemas s ON s.id = f.schema_id
            LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id
            JOIN mz_catalog.mz_roles r ON r.id = f.owner_id
            LEFT JOIN mz_catalog.mz_types t ON t.id = f.return_type_id
            LEFT JOIN mz_internal.mz_aggregates a ON a.oid = f.oid
            LEFT JOIN (
                SELECT g.oid, count(*) AS number,
                    string_agg(COALESCE(argument.oid, 0::oid)::text, ' ' ORDER BY a.place) AS types
                FROM mz_catalog.mz_functions g,
                    LATERAL unnest(g.argument_type_ids) WITH ORDINALITY AS a (id, place)
                LEFT JOIN mz_catalog.mz_types argument ON argument.id = a.id
                GROUP BY g.oid
            ) AS p ON p.oid = f.oid
            WHERE s.database_id IS NULL OR d.name = pg_catalog.current_database()
            """);

    private static final BuiltinView OPERATOR = view(16804, "pg_catalog", "pg_operator",
            "oid oid, oprname text, oprresult oid, oprleft oid, oprright oid",
            """
            SELECT o.oid, o.name AS oprname, COALESCE(t.oid, 0::oid) AS oprresult, COALESCE(a.oid, 0::oid) AS oprleft,
                COALESCE(b.oid, 0::oid) AS oprright
            FROM mz_catalog.mz_operators o
            LEFT JOIN mz_catalog.mz_types t ON t.id = o.return_type_id
            LEFT JOIN mz_catalog.mz_types a ON a.id = o.argument_type_ids[1] AND array_length(o.argument_type_ids,
                1) = 2
            LEFT JOIN mz_catalog.mz_types b ON b.id = o.argument_type_ids[array_length(o.argument_type_ids, 1)]
            """);

    private static final BuiltinView AGGREGATE = view(16872, "pg_catalog", "pg_aggregate",
            "aggfnoid oid, aggkind text, aggnumdirectargs smallint, aggtransfn regproc?, "
                    + "aggfinalfn regproc, aggcombinefn regproc, aggserialfn regproc, "
                    + "aggdeserialfn regproc, aggmtransfn regproc, aggminvtransfn regproc, "
                    + "aggmfinalfn regproc, aggfinalextra boolean, aggmfinalextra boolean, "
                    + "aggfinalmodify \"char\"?, aggmfinalmodify \"char\"?, aggsortop oid, "
                    + "aggtranstype oid?, aggtransspace integer?, aggmtranstype oid, "
                    + "aggmtransspace integer?, agginitval text?, aggminitval text?",
            """
            SELECT oid AS aggfnoid, agg_kind AS aggkind, agg_num_direct_args AS aggnumdirectargs,
                NULL::regproc AS aggtransfn,
                0::regproc AS aggfinalfn, 0::regproc AS aggcombinefn, 0::regproc AS aggserialfn,
                    0::regproc AS aggdeserialfn,
                0::regproc AS aggmtransfn, 0::regproc AS aggminvtransfn, 0::regproc AS aggmfinalfn,
                    false AS aggfinalextra,
                false AS aggmfinalextra, NULL::"char" AS aggfinalmodify, NULL::"char" AS aggmfinalmodify,
                    0::oid AS aggsortop,
                NULL::oid AS aggtranstype, NULL::integer AS aggtransspace, 0::oid AS aggmtranstype,
                NULL::integer AS aggmtransspace, NULL::text AS agginitval, NULL::text AS aggminitval
            FROM mz_internal.mz_aggregates
            """);

    static final List<BuiltinView> ALL = List.of(
            PROC, OPERATOR, AGGREGATE);

    private PgFunctionViews() {}
}
