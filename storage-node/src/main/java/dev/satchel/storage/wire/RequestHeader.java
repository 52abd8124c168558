package dev.satchel.storage.wire;

/**
 * The fixed part of a request.
 *
 * @param id chosen by the caller, echoed by the node; unique among the requests under way
 * @param deadlineMillis how long the caller will wait from now on
 * @param bodyCrc CRC-32C of the body that follows
 */
public record RequestHeader(
    long id, Command command, int deadlineMillis, int bodyLengthBytes, int bodyCrc) {}
