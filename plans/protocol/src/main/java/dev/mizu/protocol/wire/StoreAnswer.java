package dev.mizu.protocol.wire;

import java.util.List;
import java.util.Optional;

/** What becomes of a {@link StoreCall}. */
public sealed interface StoreAnswer {
    /** The world failed; what was asked may have happened nevertheless. */
    record Failed(boolean retryable, String message) implements StoreAnswer {}

    /** Whether it was done. */
    record Done(boolean done) implements StoreAnswer {}

    /** Entries of one history, in order. */
    record Entries(List<StoreCall.Append> entries) implements StoreAnswer {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    record Names(List<String> names) implements StoreAnswer {
        public Names {
            names = List.copyOf(names);
        }
    }

    /** The bytes asked for, empty when there are none. */
    record Content(Optional<byte[]> bytes) implements StoreAnswer {
        @Override
        public String toString() {
            // It may be a secret.
            return "Content";
        }
    }
}
