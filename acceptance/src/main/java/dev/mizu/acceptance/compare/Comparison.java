package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Asks two engines the same random questions over the same random changes, in every way that the second one knows, with
 * views made before the changes. The first engine is the judge.
 */
public final class Comparison {
    private static final int QUESTIONS = 18;
    /** One question in so many is maintained: views take longer to make than questions to answer. */
    private static final int MAINTAINED = 3;
    private static final int ROUNDS = 3;

    private final Supplier<Engine> judges;
    private final Supplier<Engine> candidates;
    private long compared;

    /** Each supplier gives its engine with an empty schema. */
    public Comparison(Supplier<Engine> judges, Supplier<Engine> candidates) {
        this.judges = judges;
        this.candidates = candidates;
    }

    /** How many answers were compared so far. */
    public long compared() {
        return compared;
    }

    /** What one seed makes: tables, and the questions that the judge could answer, with the ways to ask each. */
    private static final class World {
        final List<String> history = new ArrayList<>();
        final SplittableRandom random;
        final RandomTables tables;
        final List<Question> questions = new ArrayList<>();
        final List<List<Mode>> modes = new ArrayList<>();

        World(long seed) {
            random = new SplittableRandom(seed);
            tables = RandomTables.generate(random);
        }
    }

    /** Plays the world of one seed; the first difference, reduced, if there is one. */
    public Optional<Difference> run(long seed, boolean restarted) {
        World world = new World(seed);
        try (Engine judge = judges.get(); Engine candidate = candidates.get()) {
            Optional<Difference> found = prepare(seed, world, judge, candidate);
            for (int round = 0; round < ROUNDS && found.isEmpty(); round++) {
                if (restarted && round == ROUNDS - 1) {
                    candidate.restart();
                    found = compare(seed, world, judge, candidate);
                }
                if (found.isEmpty()) {
                    found = change(seed, world.tables.changes(world.random), world, judge, candidate);
                }
                if (found.isEmpty()) {
                    found = compare(seed, world, judge, candidate);
                }
            }
            return found;
        }
    }

    private Optional<Difference> prepare(long seed, World world, Engine judge, Engine candidate) {
        SplittableRandom random = world.random;
        List<String> setup = new ArrayList<>(world.tables.tables().stream().map(RandomTables.Table::create).toList());
        setup.addAll(world.tables.changes(random));
        Optional<Difference> found = change(seed, setup, world, judge, candidate);
        QueryGenerator generator = new QueryGenerator(random, world.tables);
        for (int i = 0; i < QUESTIONS && found.isEmpty(); i++) {
            Question question = generator.next();
            // The judge refuses what the generator should not have made.
            Answer tried = judge.ask(question, Mode.SELECT);
            if (tried.isRefusal()) {
                continue;
            }
            List<Mode> modes = new ArrayList<>(List.of(Mode.SELECT));
            if (random.nextInt(3) == 0) {
                modes.add(Mode.PREPARED);
            }
            if (question.maintained() && i % MAINTAINED == 0) {
                modes.add(Mode.VIEW);
                modes.add(random.nextInt(3) == 0 ? Mode.SUBSCRIBED : Mode.MATERIALIZED);
            }
            modes.retainAll(candidate.modes());
            int number = world.questions.size();
            world.questions.add(question);
            world.modes.add(modes);
            for (Mode mode : modes) {
                if (mode.maintained() && found.isEmpty()) {
                    Answer made = candidate.maintain(name(mode, number), question, mode);
                    if (made.isError()) {
                        Reduction.Case refused = new Reduction.Case(world.history, List.of(), question, mode);
                        found = Optional.of(new Reduction(seed, judges, candidates).reduce(refused)
                                .orElse(refused.difference(seed, judge.ask(question, Mode.SELECT), made)));
                    }
                }
            }
        }
        return found;
    }

    private static String name(Mode mode, int number) {
        return (mode == Mode.VIEW ? "v" : "m") + number;
    }

    private static Optional<Difference> change(
            long seed, List<String> changes, World world, Engine judge, Engine candidate) {
        for (String change : changes) {
            Answer expected = judge.execute(change);
            Answer actual = candidate.execute(change);
            if (!expected.agrees(actual, true)) {
                return Optional.of(new Difference(seed, Mode.SELECT, world.history, change, expected, actual));
            }
            if (!expected.isError()) {
                world.history.add(change);
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> compare(long seed, World world, Engine judge, Engine candidate) {
        for (int i = 0; i < world.questions.size(); i++) {
            Question question = world.questions.get(i);
            Map<Mode, Answer> expected = new EnumMap<>(Mode.class);
            expected.put(Mode.SELECT, judge.ask(question, Mode.SELECT));
            for (Mode mode : world.modes.get(i)) {
                Answer right = mode == Mode.PREPARED
                        ? judge.ask(question, mode) : expected.getOrDefault(Mode.SELECT, judge.ask(question, mode));
                Answer actual = mode.maintained()
                        ? candidate.read(name(mode, i), question, mode) : candidate.ask(question, mode);
                compared++;
                if (differs(question, mode, right, actual) && !foldedAway(judge, question, right)) {
                    Reduction.Case found = new Reduction.Case(List.of(), world.history, question, mode);
                    return Optional.of(new Reduction(seed, judges, candidates).reduce(found)
                            .orElse(found.difference(seed, right, actual)));
                }
            }
            // A feed ends with the first error that its view has, as it should.
            if (expected.get(Mode.SELECT).isError()) {
                world.modes.get(i).remove(Mode.SUBSCRIBED);
            }
        }
        return Optional.empty();
    }

    /** Whether the judge fails whatever the rows are, because it computes a constant that would not be needed. */
    static boolean foldedAway(Engine judge, Question question, Answer right) {
        Piece nothing = Piece.of(question.sql(), " WHERE false");
        return right.isError() && judge.ask(question.with(nothing), Mode.SELECT).isError();
    }

    /**
     * Whether an answer is wrong. Where the judge fails on some row, the candidate may have been spared that row,
     * unless the question leaves no choice; it may not fail where the judge does not.
     */
    static boolean differs(Question question, Mode mode, Answer right, Answer actual) {
        if (right.isRefusal()) {
            return false;
        }
        boolean spared = !actual.isError() && actual.rows().isEmpty();
        if (right.isError() && (!question.mustFail() || spared)) {
            return actual.isRefusal();
        }
        return !right.agrees(actual, question.ordered() && !mode.maintained());
    }
}
