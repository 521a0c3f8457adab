/**
 * The ground floor: checks and ids that every module may use. It stands on the JDK alone; nothing here knows SQL,
 * a protocol or a file.
 */
@NullMarked
package dev.mizu.base;

import org.jspecify.annotations.NullMarked;
