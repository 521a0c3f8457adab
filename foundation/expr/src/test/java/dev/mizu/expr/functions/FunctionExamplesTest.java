package dev.mizu.expr.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.testing.SqlExpression;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every declaration says what it does, shows it, and is right about it. */
class FunctionExamplesTest {
    @Test
    void examplesHold() {
        List<String> wrong = new ArrayList<>();
        for (FunctionDef def : BuiltinFunctions.all()) {
            for (FunctionDef.Example example : def.examples()) {
                String got;
                try {
                    got = SqlExpression.evaluate(example.expression());
                } catch (RuntimeException e) {
                    got = e.toString();
                }
                if (!got.equals(example.result())) {
                    wrong.add(def + ": " + example.expression() + " gives " + got + ", not " + example.result());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyFunctionIsDocumentedAndShown() {
        assertThat(BuiltinFunctions.all()).allSatisfy(def -> assertThat(def.doc()).as(def.toString()).isNotEmpty());
        // What is SQL needs a catalog to run; its examples are logic tests.
        assertThat(BuiltinFunctions.all().stream().filter(def -> !def.internal() && def.body().isEmpty()
                && def.kind() != FunctionDef.Kind.UNMATERIALIZABLE && def.kind() != FunctionDef.Kind.WINDOW))
                .allSatisfy(def -> assertThat(def.examples()).as(def.toString()).isNotEmpty());
    }

    @Test
    void overloadsAreUnique() {
        assertThat(BuiltinFunctions.all().stream().map(def -> def.kind() + " " + def.operator() + " " + def))
                .doesNotHaveDuplicates();
    }
}
