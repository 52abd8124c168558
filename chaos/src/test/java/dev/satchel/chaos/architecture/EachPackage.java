package dev.satchel.chaos.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * Makes every package below the modules' root packages a slice of its own.
 *
 * <p>A root package is its module's face: it holds the types of the surface, which the packages
 * behind it use, and the one or two classes that put those packages together. It belongs to no
 * slice.
 */
record EachPackage(String root) implements SliceAssignment {

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    String name = type.getPackageName();
    boolean behindAFace = name.startsWith(root + ".") && name.indexOf('.', root.length() + 1) > 0;
    return behindAFace ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
  }

  @Override
  public String getDescription() {
    return "each package behind a module's root package";
  }
}
