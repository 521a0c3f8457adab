package dev.mizu.expr.relation;

/** The name of a Let binding within one expression. */
public record LocalId(int number) {
    @Override
    public String toString() {
        return "l" + number;
    }
}
