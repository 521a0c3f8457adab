package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes a case that shows a difference smaller for as long as it shows one. */
final class Reduction {
    private static final long NANOS = Long.getLong("compare.reduction.seconds", 20) * 1_000_000_000L;

    private final long seed;
    private final Supplier<Engine> judges;
    private final Supplier<Engine> candidates;

    Reduction(long seed, Supplier<Engine> judges, Supplier<Engine> candidates) {
        this.seed = seed;
        this.judges = judges;
        this.candidates = candidates;
    }

    /** One question: {@code before} runs, what its mode maintains is made, {@code after} runs, it is asked. */
    record Case(List<String> before, List<String> after, Question question, Mode mode) {
        Case {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        Case with(Question other) {
            return new Case(before, after, other, mode);
        }

        Case before(List<String> fewer) {
            return new Case(fewer, after, question, mode);
        }

        Case after(List<String> fewer) {
            return new Case(before, fewer, question, mode);
        }

        /** All that is sent. */
        String text() {
            return before + "; " + after + "; " + question.sql().render();
        }

        /** The tables come first, whatever was the order. */
        Case sorted() {
            List<String> all = new ArrayList<>(before);
            all.addAll(after);
            return new Case(all.stream().filter(Case::creates).toList(),
                    all.stream().filter(sql -> !creates(sql)).toList(), question, mode);
        }

        private static boolean creates(String sql) {
            return sql.startsWith("CREATE TABLE");
        }

        Difference difference(long seed, Answer expected, Answer actual) {
            List<String> history = new ArrayList<>(before);
            history.addAll(Engine.statements("v", question, mode));
            history.addAll(after);
            return new Difference(seed, mode, history, mode.maintained() ? "SELECT * FROM v" : question.sql().render(),
                    expected, actual);
        }
    }

    /** The smallest form found; empty when not even the given one shows its difference on a fresh schema. */
    Optional<Difference> reduce(Case found) {
        Case smallest = found.sorted();
        Optional<Difference> last = play(smallest);
        if (last.isEmpty()) {
            return last;
        }
        long end = System.nanoTime() + NANOS;
        Set<String> tried = new HashSet<>();
        List<Case> candidates = smaller(smallest);
        int at = 0;
        int failures = 0;
        while (failures < candidates.size() && System.nanoTime() < end) {
            Case smaller = candidates.get(at % candidates.size());
            Optional<Difference> shown = tried.add(smaller.text()) ? play(smaller) : Optional.empty();
            if (shown.isPresent() && alike(shown.get(), last.orElseThrow())) {
                smallest = smaller;
                last = shown;
                // On from here: what did not help before will seldom help now, and comes last.
                candidates = smaller(smallest);
                failures = 0;
            } else {
                failures++;
                at++;
            }
        }
        return last;
    }

    // A query that is refused is no smaller form of one that has wrong rows.
    private static boolean alike(Difference smaller, Difference larger) {
        return smaller.actual().isError() == larger.actual().isError()
                && smaller.expected().isError() == larger.expected().isError()
                && (!smaller.actual().isError() || smaller.actual().state().equals(larger.actual().state()));
    }

    private static List<Case> smaller(Case from) {
        List<Case> cases = new ArrayList<>();
        shorter(from.after()).forEach(fewer -> cases.add(from.after(fewer)));
        shorter(from.before()).forEach(fewer -> cases.add(from.before(fewer)));
        for (Piece query : from.question().sql().shrinks()) {
            cases.add(from.with(from.question().with(query)));
        }
        return cases;
    }

    /** The list without its halves, its quarters and so on to its single statements. */
    private static List<List<String>> shorter(List<String> statements) {
        List<List<String>> lists = new ArrayList<>();
        int size = statements.size();
        for (int chunk = Math.max(1, size / 2); chunk >= 1 && size > 0; chunk /= 2) {
            for (int at = 0; at < size; at += chunk) {
                List<String> fewer = new ArrayList<>(statements.subList(0, at));
                fewer.addAll(statements.subList(Math.min(size, at + chunk), size));
                lists.add(fewer);
            }
        }
        return lists;
    }

    private Optional<Difference> play(Case one) {
        try (Engine judge = judges.get(); Engine candidate = candidates.get()) {
            one.before().forEach(judge::execute);
            one.after().forEach(judge::execute);
            Answer expected = judge.ask(one.question(), one.mode() == Mode.PREPARED ? Mode.PREPARED : Mode.SELECT);
            if (expected.isRefusal()) {
                return Optional.empty();
            }
            one.before().forEach(candidate::execute);
            Answer actual;
            if (one.mode().maintained()) {
                Answer made = candidate.maintain("v", one.question(), one.mode());
                one.after().forEach(candidate::execute);
                actual = made.isError() ? made : candidate.read("v", one.question(), one.mode());
            } else {
                one.after().forEach(candidate::execute);
                actual = candidate.ask(one.question(), one.mode());
            }
            return Comparison.differs(one.question(), one.mode(), expected, actual)
                            && !Comparison.foldedAway(judge, one.question(), expected)
                    ? Optional.of(one.difference(seed, expected, actual))
                    : Optional.empty();
        }
    }
}
