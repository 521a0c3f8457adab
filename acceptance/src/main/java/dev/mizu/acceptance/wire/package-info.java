/**
 * Programs that speak to a region as its users' programs do: drivers of other languages, each installed under
 * {@code target/} from its package registry, and psql. What they check is a script among the test resources that
 * reports one line a check; {@link dev.mizu.acceptance.wire.ForeignChecks} runs it.
 */
@NullMarked
package dev.mizu.acceptance.wire;

import org.jspecify.annotations.NullMarked;
