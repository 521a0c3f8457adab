package dev.mizu.persist.location;

import dev.mizu.base.error.ExternalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Blobs as files: the key {@code a/b} is the file {@code <root>/<xx>/a/b}, where {@code xx} are two hex digits of a
 * hash of {@code a}, so that no folder gets too long. A file is written beside its place, synced and renamed, and its
 * folder synced; an unfinished file ends in {@code .tmp} and is removed when the folder is opened.
 */
public final class FileBlob implements Blob {
    private static final String UNFINISHED = ".tmp";

    private final Path root;
    private final AtomicLong uploads = new AtomicLong();

    public FileBlob(Path root) {
        this(root, true);
    }

    private FileBlob(Path root, boolean alone) {
        this.root = root;
        try {
            Files.createDirectories(root);
            if (alone) {
                removeUnfinished();
            }
        } catch (IOException e) {
            throw failed("open", e);
        }
    }

    /** The blobs of a folder that another process has open, whose unfinished files are not ours to remove. */
    public static FileBlob beside(Path root) {
        return new FileBlob(root, false);
    }

    private void removeUnfinished() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(UNFINISHED)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private ExternalException failed(String verb, IOException cause) {
        String message = "cannot " + verb + " in folder " + root + ": " + reason(cause);
        return ExternalException.retryable(message, cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException e -> "no such file: " + e.getFile();
            case AccessDeniedException e -> "permission denied: " + e.getFile();
            default -> String.valueOf(cause.getMessage());
        };
    }

    private Path folder(String owner) {
        return root.resolve(String.format("%02x", owner.hashCode() & 0xFF)).resolve(owner);
    }

    private Path file(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? folder(key).resolve("_") : folder(key.substring(0, slash)).resolve(key.substring(slash + 1));
    }

    @Override
    public Optional<byte[]> get(String key) {
        try {
            return Optional.of(Files.readAllBytes(file(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read " + key, e);
        }
    }

    @Override
    public Optional<byte[]> get(String key, long offset, int length) {
        try (FileChannel channel = FileChannel.open(file(key), StandardOpenOption.READ)) {
            byte[] bytes = new byte[(int) Math.max(0, Math.min(length, channel.size() - offset))];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new IOException("the file " + file(key) + " became shorter");
                }
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read " + key, e);
        }
    }

    @Override
    public void put(String key, byte[] value) {
        try (Upload upload = upload(key)) {
            upload.write(value, 0, value.length);
            upload.commit();
        }
    }

    @Override
    public Upload upload(String key) {
        return new FileUpload(key);
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            throw failed("delete " + key, e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        int slash = prefix.indexOf('/');
        Path start = slash < 0 ? root : folder(prefix.substring(0, slash));
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        try (Stream<Path> files = Files.walk(start)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                Path relative = root.relativize(path);
                String key = relative.subpath(1, relative.getNameCount()).toString();
                if (!key.endsWith(UNFINISHED) && key.startsWith(prefix)) {
                    keys.add(key);
                }
            }
        } catch (IOException e) {
            throw failed("list " + prefix, e);
        }
        return keys;
    }

    @Override
    public void close() {}

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Creates the missing folders above a file and syncs each parent that gained an entry. */
    private void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = Objects.requireNonNull(folder.getParent());
        if (!folder.equals(root)) {
            makeFolders(parent);
        }
        Files.createDirectories(folder);
        syncFolder(parent);
    }

    private final class FileUpload implements Upload {
        private final String key;
        private final Path target;
        private final Path unfinished;
        private final FileChannel channel;
        private boolean committed;

        FileUpload(String key) {
            this.key = key;
            this.target = file(key);
            this.unfinished = target.resolveSibling(
                    target.getFileName() + "." + uploads.incrementAndGet() + UNFINISHED);
            try {
                makeFolders(Objects.requireNonNull(target.getParent()));
                channel = FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw failed("write " + key, e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw failed("write " + key, e);
            }
        }

        @Override
        public void commit() {
            try {
                channel.force(true);
                channel.close();
                Files.move(
                        unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                committed = true;
                syncFolder(Objects.requireNonNull(target.getParent()));
            } catch (IOException e) {
                throw failed("write " + key, e);
            }
        }

        @Override
        public void close() {
            if (committed) {
                return;
            }
            try {
                channel.close();
                Files.deleteIfExists(unfinished);
            } catch (IOException e) {
                // The leftover is removed when the folder is opened again; the caller hears of the first failure.
                return;
            }
        }
    }
}
