package dev.mizu.expr.functions.builtin;

import static dev.mizu.expr.functions.FunctionBuilder.window;
import static dev.mizu.expr.functions.ParamType.*;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.WindowFunction.Positional;
import java.util.List;

/** Functions over the rows of a window; aggregates are such functions too. {@code expr.window} evaluates them. */
final class WindowFunctions {
    static final List<FunctionDef> ALL = List.of(
            window("row_number").returns(INT8).doc("the row's number in its partition").over(Positional.ROW_NUMBER),
            window("rank").returns(INT8).doc("the number of the row's first peer").over(Positional.RANK),
            window("dense_rank").returns(INT8).doc("the number of the row's group of peers")
                    .over(Positional.DENSE_RANK),
            window("percent_rank").returns(FLOAT8).doc("the rank as a fraction, 0 for the first row")
                    .over(Positional.PERCENT_RANK),
            window("cume_dist").returns(FLOAT8).doc("the part of the partition that is not after the row's peers")
                    .over(Positional.CUME_DIST),
            window("ntile").params(INT4).returns(INT4).doc("the number of the row's bucket, of so many")
                    .over(Positional.NTILE),
            window("lag").params(ANYELEMENT).returns(ANYELEMENT).doc("the value one row earlier")
                    .over(Positional.LAG),
            window("lag").params(ANYELEMENT, INT4).returns(ANYELEMENT).doc("the value some rows earlier")
                    .over(Positional.LAG),
            window("lag").params(ANYCOMPATIBLE, INT4, ANYCOMPATIBLE).returns(ANYCOMPATIBLE)
                    .doc("the value some rows earlier, or another where there is none").over(Positional.LAG),
            window("lead").params(ANYELEMENT).returns(ANYELEMENT).doc("the value one row later")
                    .over(Positional.LEAD),
            window("lead").params(ANYELEMENT, INT4).returns(ANYELEMENT).doc("the value some rows later")
                    .over(Positional.LEAD),
            window("lead").params(ANYCOMPATIBLE, INT4, ANYCOMPATIBLE).returns(ANYCOMPATIBLE)
                    .doc("the value some rows later, or another where there is none").over(Positional.LEAD),
            window("first_value").params(ANYELEMENT).returns(ANYELEMENT).doc("the value at the frame's first row")
                    .over(Positional.FIRST_VALUE),
            window("last_value").params(ANYELEMENT).returns(ANYELEMENT).doc("the value at the frame's last row")
                    .over(Positional.LAST_VALUE),
            window("nth_value").params(ANYELEMENT, INT4).returns(ANYELEMENT)
                    .doc("the value at the row of the frame that is counted to").over(Positional.NTH_VALUE));

    private WindowFunctions() {}
}
