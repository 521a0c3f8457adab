package dev.mizu.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of one run: our figure, what stands beside it, and the ratio. One thread. */
public final class Report {
    private final String title;
    private final List<Line> lines = new ArrayList<>();

    public Report(String title) {
        this.title = title;
    }

    /** Which way a figure is good. */
    public enum Better { MORE, LESS }

    /**
     * What a figure is held against.
     *
     * @param what a peer measured in the same call, or "goal"
     */
    public record Beside(double figure, String what, Better better) {
        public static Beside goal(double figure, Better better) {
            return new Beside(figure, "goal", better);
        }

        /** Above 1 means that ours is the better one. */
        public double ratioOf(double ours) {
            return better == Better.MORE ? ours / figure : figure / ours;
        }
    }

    /** One line; {@code beside} has at most one element. */
    public record Line(String what, double figure, String unit, List<Beside> beside) {}

    public void add(String what, double figure, String unit) {
        lines.add(new Line(what, figure, unit, List.of()));
    }

    public void add(String what, double figure, String unit, Beside beside) {
        lines.add(new Line(what, figure, unit, List.of(beside)));
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The table as text. */
    public String text() {
        StringBuilder text = new StringBuilder(title).append('\n');
        text.append(String.format("%-52s %12s %-10s %12s %-14s %6s%n", "", "mizu", "", "beside", "", "ratio"));
        for (Line line : lines) {
            String beside = "";
            String what = "";
            String ratio = "";
            for (Beside other : line.beside()) {
                beside = number(other.figure());
                what = other.what();
                ratio = String.format(Locale.ROOT, "%.2f", other.ratioOf(line.figure()));
            }
            text.append(String.format("%-52s %12s %-10s %12s %-14s %6s",
                    line.what(), number(line.figure()), line.unit(), beside, what, ratio).stripTrailing());
            text.append('\n');
        }
        return text.toString();
    }

    /** Whole numbers from 100 up, two digits below. */
    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.2f", value);
    }
}
