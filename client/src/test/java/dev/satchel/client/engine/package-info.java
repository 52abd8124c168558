/** The engine over real folders and a server in memory. Start at {@code ArrivalScenariosTest}. */
@NullMarked
package dev.satchel.client.engine;

import org.jspecify.annotations.NullMarked;
