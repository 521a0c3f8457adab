/**
 * Rows made here, as a source: {@link dev.mizu.connectors.loadgen.LoadGeneratorReader} keeps time, each kind of rounds
 * says what a round gives. Choices are functions of the round's number, so nothing is remembered over a restart.
 */
@NullMarked
package dev.mizu.connectors.loadgen;

import org.jspecify.annotations.NullMarked;
