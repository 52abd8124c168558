package dev.satchel.chaos.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The rules, over whatever lies below {@code root}: the product, or the planted faults.
 *
 * @param root the package that holds the modules' root packages
 */
record Architecture(String root) {

  /** A class of {@code module} knows only the modules below it that the table allows. */
  ArchRule arrowsOf(Module module) {
    String[] others =
        Arrays.stream(Module.values())
            .filter(other -> !module.mayKnow(other))
            .map(this::packagesOf)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(packagesOf(module))
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .allowEmptyShould(true)
        .as(module.packageName() + " knows only what the table allows");
  }

  /** No module that a ban binds uses what it forbids. */
  ArchRule without(Ban ban) {
    String[] bound = ban.modules().stream().map(this::packagesOf).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(bound)
        .should()
        .dependOnClassesThat(resideInAnyPackage(ban.packages()))
        .allowEmptyShould(true)
        .as(ban + " stays out of " + ban.modules());
  }

  /** The frontend asks for blocks; where they lie is the cell's business. */
  ArchRule frontendKnowsNoExtents() {
    return noClasses()
        .that()
        .resideInAPackage(packagesOf(Module.FRONTEND))
        .should()
        .dependOnClassesThat(
            resideInAPackage(packagesOf(Module.STORAGE)).and(nameMatching(".*\\.Extent\\w*")))
        .allowEmptyShould(true)
        .as("frontend knows no extents");
  }

  /** Packages form no cycle, inside a module or across. */
  ArchRule packagesAreFreeOfCycles() {
    return slices()
        .assignedFrom(new EachPackage(root))
        .should()
        .beFreeOfCycles()
        .as("packages are free of cycles");
  }

  /** What decides does not act: no I/O, thread, clock or randomness in a plan or a planner. */
  ArchRule plansArePure() {
    DescribedPredicate<JavaClass> impure =
        resideInAnyPackage(
                "java.io..",
                "java.net..",
                "java.nio.file..",
                "java.nio.channels..",
                "java.sql..",
                "java.util.concurrent..")
            .and(describe("other than Path", type -> !type.isEquivalentTo(Path.class)))
            .or(assignableTo(Thread.class))
            .or(assignableTo("java.time.Clock"))
            .or(assignableTo("java.util.random.RandomGenerator"));
    return noClasses()
        .that()
        .haveSimpleNameEndingWith("Planner")
        .or()
        .haveSimpleNameEndingWith("Plan")
        .or()
        .resideInAPackage(root + ".client.plan..")
        .should()
        .dependOnClassesThat(impure)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod("java.time.Instant", "now")
        .orShould()
        .callMethod("java.util.UUID", "randomUUID")
        .allowEmptyShould(true)
        .as("plans are pure");
  }

  /** A name says what the thing is. */
  ArchRule namesSaySomething() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Impl|Manager2)")
        .as("no class is a Util, a Helper or an Impl");
  }

  /**
   * Every package is null-marked, so that the compiler checks each {@code null}; JMH's are JMH's.
   */
  ArchRule packagesAreNullMarked() {
    return classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotAnnotatedWith("io.avaje.jsonb.spi.Generated")
        .and()
        .resideOutsideOfPackage("..jmh_generated..")
        .should(new NullMarkedPackage())
        .as("packages are null-marked");
  }

  private String packagesOf(Module module) {
    return root + "." + module.packageName() + "..";
  }
}
