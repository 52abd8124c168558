package dev.satchel.chaos.architecture.planted.frontend;

import java.sql.Connection;

/** Reads the database. */
record Page(Connection database) {}
