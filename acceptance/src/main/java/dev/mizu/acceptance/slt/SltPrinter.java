package dev.mizu.acceptance.slt;

import java.util.Optional;

/** Values as the files write them, for others that compare answers. */
public final class SltPrinter {
    private SltPrinter() {}

    /** Prints a value by its type letter; an absent one is NULL. */
    public static String print(Optional<String> value, char letter) {
        return Answer.print(value, letter, false);
    }
}
