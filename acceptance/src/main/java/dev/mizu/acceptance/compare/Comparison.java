package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Asks two engines the same random questions over the same random changes, once directly and once, where the engine
 * maintains views, through a view made before the changes. The first engine is the judge.
 */
public final class Comparison {
    private static final int QUERIES = 6;
    private static final int ROUNDS = 5;
    private static final int REDUCTION_STEPS = 400;

    private final Supplier<Engine> judges;
    private final Supplier<Engine> candidates;

    /** Each supplier gives its engine with an empty database. */
    public Comparison(Supplier<Engine> judges, Supplier<Engine> candidates) {
        this.judges = judges;
        this.candidates = candidates;
    }

    /** One question: views are made first, then changes, then the query is asked. */
    private record Case(List<String> setup, List<String> changes, Piece query, String letters, boolean throughView) {}

    /** Plays the world of one seed; the first difference, reduced, if there is one. */
    public Optional<Difference> run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomTables tables = RandomTables.generate(random);
        QueryGenerator generator = new QueryGenerator(random, tables);
        List<String> setup = tables.tables().stream().map(RandomTables.Table::create).toList();
        List<String> changes = new ArrayList<>();
        try (Engine judge = judges.get(); Engine candidate = candidates.get()) {
            setup.forEach(judge::execute);
            setup.forEach(candidate::execute);
            List<QueryGenerator.Query> queries = new ArrayList<>();
            boolean views = false;
            for (int i = 0; i < QUERIES; i++) {
                queries.add(generator.next());
                views = candidate.maintain("v" + i, queries.getLast().sql().render());
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (String change : tables.changes(random)) {
                    judge.execute(change);
                    candidate.execute(change);
                    changes.add(change);
                }
                for (int i = 0; i < QUERIES; i++) {
                    QueryGenerator.Query query = queries.get(i);
                    List<String> expected = judge.answer(query.sql().render(), query.letters());
                    for (boolean throughView : views ? new boolean[] {false, true} : new boolean[] {false}) {
                        String asked = throughView ? "SELECT * FROM v" + i : query.sql().render();
                        if (differs(expected, candidate.answer(asked, query.letters()))) {
                            return Optional.of(reduce(seed,
                                    new Case(setup, List.copyOf(changes), query.sql(), query.letters(), throughView)));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    // A judge that refuses a question cannot judge it: the generator then made something it should not.
    private static boolean differs(List<String> expected, List<String> actual) {
        return !expected.equals(actual) && !isError(expected);
    }

    private static boolean isError(List<String> answer) {
        return answer.size() == 1 && answer.getFirst().startsWith("error ");
    }

    private Difference reduce(long seed, Case found) {
        Case smallest = found;
        int steps = REDUCTION_STEPS;
        boolean progress = true;
        while (progress && steps > 0) {
            progress = false;
            for (Case smaller : smaller(smallest)) {
                if (steps-- <= 0) {
                    break;
                }
                if (play(seed, smaller).isPresent()) {
                    smallest = smaller;
                    progress = true;
                    break;
                }
            }
        }
        Case last = smallest;
        return play(seed, last).orElseGet(() -> new Difference(seed, found.changes(), found.query().render(),
                List.of("(seen once, not again on a fresh database)"), List.of()));
    }

    private static List<Case> smaller(Case from) {
        List<Case> cases = new ArrayList<>();
        int size = from.changes().size();
        for (int chunk = Math.max(1, size / 2); chunk >= 1 && size > 0; chunk /= 2) {
            for (int at = 0; at < size; at += chunk) {
                List<String> fewer = new ArrayList<>(from.changes().subList(0, at));
                fewer.addAll(from.changes().subList(Math.min(size, at + chunk), size));
                cases.add(new Case(from.setup(), fewer, from.query(), from.letters(), from.throughView()));
            }
        }
        for (Piece query : from.query().shrinks()) {
            cases.add(new Case(from.setup(), from.changes(), query, from.letters(), from.throughView()));
        }
        return cases;
    }

    private Optional<Difference> play(long seed, Case one) {
        try (Engine judge = judges.get(); Engine candidate = candidates.get()) {
            one.setup().forEach(judge::execute);
            one.changes().forEach(judge::execute);
            String query = one.query().render();
            List<String> expected = judge.answer(query, one.letters());
            if (isError(expected)) {
                return Optional.empty();
            }
            one.setup().forEach(candidate::execute);
            if (one.throughView()) {
                candidate.maintain("v", query);
            }
            one.changes().forEach(candidate::execute);
            List<String> actual = candidate.answer(one.throughView() ? "SELECT * FROM v" : query, one.letters());
            List<String> history = new ArrayList<>(one.setup());
            if (one.throughView()) {
                history.add("CREATE VIEW v AS " + query);
                history.add("CREATE DEFAULT INDEX ON v");
            }
            history.addAll(one.changes());
            String asked = one.throughView() ? "SELECT * FROM v" : query;
            return differs(expected, actual)
                    ? Optional.of(new Difference(seed, history, asked, expected, actual))
                    : Optional.empty();
        } catch (IllegalStateException e) {
            // A reduced view may be one that the candidate cannot make: not a smaller form of this difference.
            return Optional.empty();
        }
    }
}
