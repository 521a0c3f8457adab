/**
 * Sessions: their variables, transactions, prepared statements and cursors. A session runs on its client's thread
 * and does its own parsing, planning and waiting.
 */
@NullMarked
package dev.mizu.coordinator.session;

import org.jspecify.annotations.NullMarked;
