package dev.satchel.frontend.service;

import dev.satchel.volume.CellOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** What a manager needs to know. */
public record ManagerSettings(
    Path data,
    InetSocketAddress listen,
    Databases databases,
    Path clusterKeyFile,
    CellOptions options) {}
