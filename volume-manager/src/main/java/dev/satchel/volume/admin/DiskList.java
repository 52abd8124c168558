package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/** Disks, by node. */
@Json(naming = Json.Naming.LowerUnderscore)
public record DiskList(List<DiskView> disks) {}
