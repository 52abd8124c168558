package dev.satchel.chaos.architecture.planted.storage;

import java.net.http.HttpClient;

/** Asks a web server. */
record Slot(HttpClient client) {}
