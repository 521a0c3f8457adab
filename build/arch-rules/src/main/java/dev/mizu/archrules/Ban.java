package dev.mizu.archrules;

import java.nio.file.Path;
import java.util.List;

/** A name that main code does not use: what it is called by, the rule's name, what to use in its place. */
record Ban(String name, String rule, String instead) {
    static final String LOCK_ADVICE =
            "state has one owner: use a step loop and its inbox; what threads share lives in base.concurrent";

    static final List<Ban> ALL = List.of(
            new Ban("System.out", "console", "log through System.Logger; only a main prints"),
            new Ban("System.err", "console", "log through System.Logger; only a main prints"),
            new Ban("System.exit", "exit", "throw; only a main ends the process"),
            new Ban("Thread.sleep", "sleep", "wait on the clock or the loop that you were given"),
            new Ban("System.currentTimeMillis", "clock", "take a dev.mizu.base.time.Clock"),
            new Ban("Instant.now", "clock", "take a dev.mizu.base.time.Clock"),
            new Ban("LocalDateTime.now", "clock", "take a dev.mizu.base.time.Clock"),
            new Ban("java.util.Date", "old-time", "use java.time"),
            new Ban("java.util.Calendar", "old-time", "use java.time"),
            new Ban("java.text.SimpleDateFormat", "old-time", "use java.time.format"),
            new Ban("java.util.Vector", "old-collection", "use ArrayList"),
            new Ban("java.util.Hashtable", "old-collection", "use HashMap"),
            new Ban("java.util.Stack", "old-collection", "use ArrayDeque"),
            new Ban("java.util.concurrent.CompletableFuture", "future-chain", "block on a virtual thread"),
            new Ban("java.util.logging.Logger", "logger", "log through System.Logger"),
            new Ban("java.lang.ThreadLocal", "thread-local", "pass it, or use a ScopedValue"),
            new Ban("ThreadLocal.withInitial", "thread-local", "pass it, or use a ScopedValue"),
            new Ban("java.util.concurrent.locks.ReentrantLock", "lock", LOCK_ADVICE),
            new Ban("java.util.concurrent.locks.ReentrantReadWriteLock", "lock", LOCK_ADVICE),
            new Ban("java.util.concurrent.locks.StampedLock", "lock", LOCK_ADVICE),
            new Ban("java.util.ServiceLoader", "service-loader", "construct it in the main"),
            new Ban("Math.random", "random", "take a RandomGenerator with a seed"),
            new Ban("UUID.randomUUID", "random", "take a source of ids"));

    boolean refuses(String text) {
        return text.equals(name) || text.equals("java.lang." + name) || text.equals("java.time." + name)
                || text.equals("java.util." + name);
    }

    /** The places where a rule does not hold: threads meet in base.concurrent, mains print, tests' tools measure. */
    static boolean excused(String rule, Path file) {
        String path = file.toString();
        boolean aboveTheHouse = path.contains("/acceptance/") || path.contains("/bench/")
                || path.contains("/build/") || path.contains("/testkit/");
        return switch (rule) {
            case "volatile", "synchronized", "lock", "thread-local", "future-chain" ->
                    path.contains("/dev/mizu/base/concurrent/") || aboveTheHouse;
            case "clock" -> path.contains("/dev/mizu/base/time/") || aboveTheHouse;
            case "console", "exit" -> path.endsWith("/Main.java") || aboveTheHouse;
            case "sleep", "random" -> aboveTheHouse;
            default -> false;
        };
    }
}
