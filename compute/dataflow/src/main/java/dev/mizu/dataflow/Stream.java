package dev.mizu.dataflow;

import dev.mizu.repr.PhysicalType;
import java.util.List;

/** An edge while a dataflow is built: the output of a node, a collection of rows of some types and its errors. */
public record Stream(int node, List<PhysicalType> types) {
    public Stream {
        types = List.copyOf(types);
    }
}
