/**
 * The walls of the house as tests: {@link dev.mizu.archrules.ImportTable} is the law on who may import whom,
 * {@link dev.mizu.archrules.Walls} checks it over the classes on the class path, and the {@code Tidy*} classes walk the
 * sources for sizes, names, bans and papers. Enter at the tests; nothing else ever imports this package.
 */
@NullMarked
package dev.mizu.archrules;

import org.jspecify.annotations.NullMarked;
