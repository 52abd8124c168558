package dev.satchel.chaos.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The class lies in a package whose {@code package-info} says {@code @NullMarked}. */
final class NullMarkedPackage extends ArchCondition<JavaClass> {

  NullMarkedPackage() {
    super("lie in a package that is @NullMarked");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean marked =
        type.getPackage()
            .tryGetPackageInfo()
            .map(info -> info.isAnnotatedWith(NullMarked.class))
            .orElse(false);
    events.add(
        new SimpleConditionEvent(
            type, marked, type.getName() + " lies in a package that is not @NullMarked"));
  }
}
