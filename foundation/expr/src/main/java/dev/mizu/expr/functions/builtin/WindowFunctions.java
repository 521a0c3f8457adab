package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.window;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.expr.functions.FunctionDef;
import java.util.List;

/** Functions over the rows of a window. Their meaning is the planner's and the engine's; here they are declared. */
final class WindowFunctions {
    static final List<FunctionDef> ALL = List.of(
            window("row_number").returns(INT8).doc("the row's number in its partition").window(),
            window("rank").returns(INT8).doc("the number of the row's first peer").window(),
            window("dense_rank").returns(INT8).doc("the number of the row's group of peers").window(),
            window("lag").params(ANYELEMENT).returns(ANYELEMENT).doc("the value one row earlier").window(),
            window("lag").params(ANYELEMENT, INT4).returns(ANYELEMENT).doc("the value some rows earlier").window(),
            window("lag").params(ANYCOMPATIBLE, INT4, ANYCOMPATIBLE).returns(ANYCOMPATIBLE)
                    .doc("the value some rows earlier, or another where there is none").window(),
            window("lead").params(ANYELEMENT).returns(ANYELEMENT).doc("the value one row later").window(),
            window("lead").params(ANYELEMENT, INT4).returns(ANYELEMENT).doc("the value some rows later").window(),
            window("lead").params(ANYCOMPATIBLE, INT4, ANYCOMPATIBLE).returns(ANYCOMPATIBLE)
                    .doc("the value some rows later, or another where there is none").window(),
            window("first_value").params(ANYELEMENT).returns(ANYELEMENT).doc("the value at the frame's start").window(),
            window("last_value").params(ANYELEMENT).returns(ANYELEMENT).doc("the value at the frame's end").window());

    private WindowFunctions() {}
}
