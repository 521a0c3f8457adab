package dev.mizu.bench;

import dev.mizu.bench.first.Budget;
import dev.mizu.bench.first.First;

/** {@code ./mizu bench NAME}: runs one benchmark and prints its table. */
public final class Main {
    private static final int BAD_USE = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        Budget budget = args.length == 2 && args[1].equals("--quick") ? Budget.QUICK : Budget.FULL;
        String name = args.length == 1 || budget == Budget.QUICK ? args[0] : "";
        switch (name) {
            case "first" -> System.out.print(First.run(budget).text());
            case "reads" -> System.out.print(First.reads(budget).text());
            default -> {
                System.err.println("usage: ./mizu bench first|reads [--quick]");
                System.exit(BAD_USE);
            }
        }
    }
}
