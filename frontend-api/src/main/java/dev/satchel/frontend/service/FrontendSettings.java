package dev.satchel.frontend.service;

import dev.satchel.volume.CellOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** What a frontend needs to know. */
public record FrontendSettings(
    Path data,
    InetSocketAddress listen,
    Databases databases,
    Path clusterKeyFile,
    CellOptions options) {}
