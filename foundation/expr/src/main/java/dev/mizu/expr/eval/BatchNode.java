package dev.mizu.expr.eval;

/** One node of an expression, made ready for whole batches. */
@FunctionalInterface
interface BatchNode {
    /** The node's values over the frame's rows; never raises an error of a row. */
    Evaluated eval(Frame frame);
}
