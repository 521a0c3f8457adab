package dev.mizu.sqlparser.ast;

import java.util.List;

/**
 * A type as written. Spelled-out SQL types arrive under their one catalog name, unqualified: {@code integer} is
 * {@code int4}, {@code double precision} is {@code float8}, {@code float(10)} is {@code float4}, {@code varchar(5)} is
 * {@code varchar} with modifier 5, {@code char} is {@code bpchar} with modifier 1, {@code timestamp with time zone}
 * is {@code timestamptz}, {@code json} is {@code jsonb}. The one-byte type {@code "char"} is {@code char}.
 */
public sealed interface TypeName {
    int position();

    /** A named type with its modifiers, as in {@code numeric(10, 2)}. */
    record Named(ObjectName name, List<Long> modifiers, int position) implements TypeName {
        public Named {
            modifiers = List.copyOf(modifiers);
        }
    }

    /** {@code element[]}; several dimensions are the same type as one. */
    record Array(TypeName element, int position) implements TypeName {}

    /** {@code element LIST}. */
    record ListOf(TypeName element, int position) implements TypeName {}

    /** {@code MAP[key => value]}. */
    record MapOf(TypeName key, TypeName value, int position) implements TypeName {}
}
