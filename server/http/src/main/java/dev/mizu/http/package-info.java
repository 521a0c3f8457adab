/** SQL over HTTP, health, metrics. */
@NullMarked
package dev.mizu.http;

import org.jspecify.annotations.NullMarked;
