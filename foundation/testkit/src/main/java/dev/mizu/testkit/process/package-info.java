/** What tests and benchmarks need of the operating system: child processes, free ports, folders that go away. */
@NullMarked
package dev.mizu.testkit.process;

import org.jspecify.annotations.NullMarked;
