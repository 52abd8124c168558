package dev.satchel.frontend.service;

import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.volume.CellOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a storage node needs to know.
 *
 * @param managers each as {@code HOST:PORT}
 * @param domain what fails together with it; null: nothing
 */
public record NodeSettings(
    Path data,
    InetSocketAddress listen,
    List<String> managers,
    List<DiskSpec> disks,
    @Nullable String domain,
    Path clusterKeyFile,
    CellOptions options) {}
