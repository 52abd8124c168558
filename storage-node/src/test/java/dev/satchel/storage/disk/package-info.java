@NullMarked
package dev.satchel.storage.disk;

import org.jspecify.annotations.NullMarked;
