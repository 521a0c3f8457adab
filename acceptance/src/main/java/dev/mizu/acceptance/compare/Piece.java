package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * Generated SQL that knows how to become simpler. {@code parts} are strings, values and pieces in the order of the
 * text; {@code simpler} are pieces that may stand in this one's place, because they have the same type.
 */
record Piece(List<Object> parts, List<Piece> simpler) {
    static final Piece NOTHING = new Piece(List.of(), List.of());

    Piece {
        parts = List.copyOf(parts);
        simpler = List.copyOf(simpler);
    }

    /** A value that a statement may hold as a literal or be given as a parameter. */
    record Value(Kind kind, String text) {
        String literal() {
            return "CAST('" + text.replace("'", "''") + "' AS " + kind.sqlName() + ")";
        }
    }

    static Piece of(Object... parts) {
        return new Piece(List.of(parts), List.of());
    }

    /** The pieces with {@code separator} between them; one of several can be left out. */
    static Piece list(String separator, List<Piece> pieces) {
        List<Object> parts = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!parts.isEmpty()) {
                parts.add(separator);
            }
            parts.add(piece);
        }
        return new Piece(parts, List.of());
    }

    /** This piece, which {@code others} could stand in for. */
    Piece or(Piece... others) {
        List<Piece> all = new ArrayList<>(simpler);
        all.addAll(List.of(others));
        return new Piece(parts, all);
    }

    /** The SQL text, values as literals. */
    String render() {
        StringBuilder text = new StringBuilder();
        render(text);
        return text.toString();
    }

    private void render(StringBuilder text) {
        for (Object part : parts) {
            switch (part) {
                case Piece piece -> piece.render(text);
                case Value value -> text.append(value.literal());
                default -> text.append(part);
            }
        }
    }

    /** The SQL text with a question mark for each value, which goes to {@code values} in order. */
    String parameterized(List<Value> values) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            switch (part) {
                case Piece piece -> text.append(piece.parameterized(values));
                case Value value -> {
                    values.add(value);
                    text.append("CAST(? AS ").append(value.kind().sqlName()).append(')');
                }
                // The driver takes a question mark for a parameter unless it is doubled.
                default -> text.append(part.toString().replace("?", "??"));
            }
        }
        return text.toString();
    }

    /** All pieces that are one step simpler than this one, the largest steps first. */
    List<Piece> shrinks() {
        List<Piece> shrinks = new ArrayList<>(simpler);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Piece child) {
                for (Piece smaller : child.shrinks()) {
                    List<Object> changed = new ArrayList<>(parts);
                    changed.set(i, smaller);
                    shrinks.add(new Piece(changed, simpler));
                }
            }
        }
        return shrinks;
    }
}
