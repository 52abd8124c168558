package dev.satchel.client.tree;

/**
 * An entry as the server last told it.
 *
 * @param rev names this version when a change is made on it
 * @param serverId the server's id: stays over moves
 */
public record RemoteEntry(long id, Location at, Content content, String rev, String serverId)
    implements TreeEntry {}
