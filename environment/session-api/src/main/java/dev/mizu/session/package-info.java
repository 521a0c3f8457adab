/**
 * All that a door (pgwire, HTTP, an embedding program) needs to know: open a {@link dev.mizu.session.Session} through
 * {@link dev.mizu.session.SessionClient}, run statements, pull rows. Calls block the caller's thread, which is a
 * virtual one; nothing here knows how statements are planned or where they run.
 */
@NullMarked
package dev.mizu.session;

import org.jspecify.annotations.NullMarked;
