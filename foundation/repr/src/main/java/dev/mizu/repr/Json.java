package dev.mizu.repr;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A JSON value as jsonb holds it: object keys unique and in order, numbers decimal. */
public sealed interface Json {
    /** JSON's null, which is not SQL's. */
    enum Null implements Json {
        INSTANCE
    }

    /** True or false. */
    record Bool(boolean value) implements Json {}

    /** A number; always finite. */
    record Num(Decimal value) implements Json {}

    /** A string. */
    record Str(String value) implements Json {}

    /** An array. */
    record Arr(List<Json> elements) implements Json {
        public Arr {
            elements = List.copyOf(elements);
        }
    }

    /** An object; iteration is in key order. */
    record Obj(SortedMap<String, Json> fields) implements Json {
        public Obj {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }
}
