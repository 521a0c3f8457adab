package dev.mizu.orchestrators.process;

import java.nio.file.Path;
import java.util.List;

/**
 * How replicas are started.
 *
 * @param java the program and its options, up to the class path, without a heap size
 * @param mainClass the replica's main, on the class path of this process
 * @param data the region's folder; logs go to {@code replicas} in it
 * @param heapBytesMax the largest heap of any replica, whatever its size says
 */
public record ProcessSettings(List<String> java, String mainClass, Path data, long heapBytesMax) {
    public ProcessSettings {
        java = List.copyOf(java);
    }
}
