package dev.mizu.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder that goes with its owner. */
public record Folder(Path path) implements AutoCloseable {
    public static Folder temporary() {
        try {
            return new Folder(Files.createTempDirectory("mizu-bench"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Children.delete(path);
    }
}
