package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.BuiltinView.vacant;

import java.util.List;

/** PostgreSQL's catalog: what there is none of. */
final class PgVacantViews {
    private static final BuiltinView COLLATION = vacant(16867, "pg_catalog", "pg_collation",
            "oid oid, collname text, collnamespace oid, collowner oid, "
                    + "collprovider \"char\", collisdeterministic boolean, collencoding integer, "
                    + "collcollate text, collctype text, collversion text");

    private static final BuiltinView CONSTRAINT = vacant(16846, "pg_catalog", "pg_constraint",
            "oid oid, conname text, connamespace oid, contype \"char\", "
                    + "condeferrable boolean, condeferred boolean, convalidated boolean, "
                    + "conrelid oid, contypid oid, conindid oid, conparentid oid, confrelid oid, "
                    + "confupdtype \"char\", confdeltype \"char\", confmatchtype \"char\", "
                    + "conislocal boolean, coninhcount integer, connoinherit boolean, "
                    + "conkey smallint[], confkey smallint[], conpfeqop oid[], conppeqop oid[], "
                    + "conffeqop oid[], conexclop oid[], conbin text");

    private static final BuiltinView ENUM = vacant(16806, "pg_catalog", "pg_enum",
            "oid oid, enumtypid oid, enumsortorder real, enumlabel text");

    private static final BuiltinView EVENT_TRIGGER = vacant(16810, "pg_catalog", "pg_event_trigger",
            "oid oid, evtname text, evtevent text, evtowner oid, evtfoid oid, "
                    + "evtenabled \"char\", evttags text[]");

    private static final BuiltinView EXTENSION = vacant(16875, "pg_catalog", "pg_extension",
            "oid oid, extname text, extowner oid, extnamespace oid, "
                    + "extrelocatable boolean, extversion text, extconfig oid[], "
                    + "extcondition text[]");

    private static final BuiltinView INHERITS = vacant(16869, "pg_catalog", "pg_inherits",
            "inhrelid oid, inhparent oid, inhseqno integer, inhdetachpending boolean");

    private static final BuiltinView LANGUAGE = vacant(16811, "pg_catalog", "pg_language",
            "oid oid, lanname text, lanowner oid, lanispl boolean, lanpltrusted boolean, "
                    + "lanplcallfoid oid, laninline oid, lanvalidator oid, lanacl text[]");

    private static final BuiltinView LOCKS = vacant(16870, "pg_catalog", "pg_locks",
            "locktype text, database oid, relation oid, page integer, tuple smallint, "
                    + "virtualxid text, transactionid text, classid oid, objid oid, "
                    + "objsubid smallint, virtualtransaction text, pid integer, mode text, "
                    + "granted boolean, fastpath boolean, waitstart timestamp with time zone");

    private static final BuiltinView OPCLASS = vacant(17064, "pg_catalog", "pg_opclass",
            "oid oid, opcmethod oid, opcname text, opcnamespace oid, opcowner oid, opcfamily oid, opcintype oid, "
                    + "opcdefault boolean, opckeytype oid");

    private static final BuiltinView POLICY = vacant(16868, "pg_catalog", "pg_policy",
            "oid oid, polname text, polrelid oid, polcmd \"char\", polpermissive boolean, "
                    + "polroles oid[], polqual text, polwithcheck text");

    private static final BuiltinView REWRITE = vacant(16874, "pg_catalog", "pg_rewrite",
            "oid oid, rulename text, ev_class oid, ev_type \"char\", ev_enabled \"char\", "
                    + "is_instead boolean, ev_qual text, ev_action text");

    private static final BuiltinView SHDESCRIPTION = vacant(16812, "pg_catalog", "pg_shdescription",
            "objoid oid, classoid oid, description text");

    private static final BuiltinView TRIGGER = vacant(16873, "pg_catalog", "pg_trigger",
            "oid oid, tgrelid oid, tgparentid oid, tgname text, tgfoid oid, "
                    + "tgtype smallint, tgenabled \"char\", tgisinternal boolean, tgconstrrelid oid, "
                    + "tgconstrindid oid, tgconstraint oid, tgdeferrable boolean, "
                    + "tginitdeferred boolean, tgnargs smallint, tgattr int2vector, tgargs bytea, "
                    + "tgqual text, tgoldtable text, tgnewtable text");

    static final List<BuiltinView> ALL = List.of(
            COLLATION, CONSTRAINT, ENUM, EVENT_TRIGGER, EXTENSION, INHERITS, LANGUAGE, LOCKS, OPCLASS, POLICY,
            REWRITE, SHDESCRIPTION, TRIGGER);

    private PgVacantViews() {}
}
