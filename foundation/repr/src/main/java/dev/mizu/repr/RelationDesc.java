package dev.mizu.repr;

import java.util.List;

/** A collection's columns with the names that users gave them; names may repeat. */
public record RelationDesc(RelationType type, List<String> names) {
    public RelationDesc {
        names = List.copyOf(names);
    }

    public int arity() {
        return names.size();
    }
}
