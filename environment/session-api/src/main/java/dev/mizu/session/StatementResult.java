package dev.mizu.session;

import dev.mizu.repr.RelationDesc;

/** What a statement answers. */
public sealed interface StatementResult {
    /** An empty statement. */
    record Empty() implements StatementResult {}

    /** Done, with the command tag. */
    record Completed(String tag) implements StatementResult {}

    /**
     * Rows. When they are all read the tag is {@code tagVerb} and their number, as in {@code SELECT 3}.
     *
     * @param streaming whether rows may keep coming without end (SUBSCRIBE): flush each batch
     */
    record Rows(RelationDesc desc, RowStream rows, String tagVerb, boolean streaming) implements StatementResult {}

    /** Rows to be written in COPY's format; the tag is {@code COPY n}. */
    record CopyOut(RelationDesc desc, CopyFormat format, RowStream rows, boolean streaming)
            implements StatementResult {}

    /** Rows wanted from the client in COPY's format; the tag is {@code COPY n}. */
    record CopyIn(RelationDesc desc, CopyFormat format, CopyInTarget target) implements StatementResult {}
}
