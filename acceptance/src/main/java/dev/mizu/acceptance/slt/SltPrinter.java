package dev.mizu.acceptance.slt;

import dev.mizu.acceptance.slt.SltRecord.Dialect;
import java.util.Optional;

/** Values as our own files write them, for others that compare answers. */
public final class SltPrinter {
    private SltPrinter() {}

    /** Prints a value by its type letter, numbers (R) to six decimals; an absent one is NULL. */
    public static String print(Optional<String> value, char letter) {
        return new Printer(letter == 'R' ? 'F' : letter, "", Dialect.COCKROACH).print(value);
    }
}
