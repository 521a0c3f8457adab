package dev.mizu.acceptance.region;

import dev.mizu.embedded.Mizu;
import java.nio.file.Path;

/** A region inside this JVM, where a thread dump shows what it does. */
public final class EmbeddedRegion implements RegionUnderTest {
    private final Path folder;
    private final Mizu mizu;

    private EmbeddedRegion(Path folder) {
        this.folder = folder;
        this.mizu = Mizu.open(folder);
    }

    /** Opens the region of a folder, making it when it is new. */
    public static EmbeddedRegion open(Path folder) {
        return new EmbeddedRegion(folder);
    }

    /** Closes this region and opens the one that its folder holds; its ports are others. */
    public EmbeddedRegion reopened() {
        close();
        return new EmbeddedRegion(folder);
    }

    @Override
    public int sqlPort() {
        return mizu.sqlPort();
    }

    @Override
    public int systemSqlPort() {
        return mizu.systemSqlPort();
    }

    /** Fails when a background thread of the region has failed. */
    public void check() {
        mizu.check();
    }

    @Override
    public void close() {
        mizu.close();
    }
}
