package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/** The caller's devices. */
@Json(naming = Json.Naming.LowerUnderscore)
public record DeviceList(List<Device> devices) {}
