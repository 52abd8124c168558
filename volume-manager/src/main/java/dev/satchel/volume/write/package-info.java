/**
 * The write path: encode, append to all extents of an open volume, then the index row.
 *
 * <pre>
 *   put ─► BlockWriter ─► PutQueue ─► VolumeWriter (one a claimed volume) ─► IndexCommitter ─► done
 *                            ▲               │ any failure
 *                            └───────────────┘
 * </pre>
 *
 * <p>{@link dev.satchel.volume.write.WriterPool} claims volumes and keeps their writers running.
 * Start with {@link dev.satchel.volume.write.BlockWriter}.
 */
@NullMarked
package dev.satchel.volume.write;

import org.jspecify.annotations.NullMarked;
