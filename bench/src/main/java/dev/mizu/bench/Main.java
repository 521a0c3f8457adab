package dev.mizu.bench;

import dev.mizu.bench.first.Budget;
import dev.mizu.bench.first.First;
import java.util.List;

/** {@code ./mizu bench NAME}: runs one benchmark and prints its table. */
public final class Main {
    private static final int BAD_USE = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.equals(List.of("first")) || words.equals(List.of("first", "--quick"))) {
            System.out.print(First.run(words.contains("--quick") ? Budget.QUICK : Budget.FULL).text());
        } else {
            System.err.println("usage: ./mizu bench first [--quick]");
            System.exit(BAD_USE);
        }
    }
}
