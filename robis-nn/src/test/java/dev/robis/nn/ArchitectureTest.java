package dev.robis.nn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;

/** The layers of this module. */
@AnalyzeClasses(packages = "dev.robis.nn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ENGINE = "org.nd4j";

    /** Every package is a slice of its own, those within {@code graph} too. */
    @ArchTest
    static final ArchRule PACKAGES_ARE_ACYCLIC =
            slices().matching("dev.robis.nn.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_AWT = noClasses().should().dependOnClassesThat().resideInAPackage("java.awt..");

    @ArchTest
    static final ArchRule TENSORS_AND_OPTIMISER_KNOW_NO_ENGINE = noClasses()
            .that()
            .resideInAnyPackage("dev.robis.nn.tensor..", "dev.robis.nn.optim..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ENGINE + "..");

    @ArchTest
    static final ArchRule LAYERS_KNOW_NO_ARCHITECTURE = noClasses()
            .that()
            .resideInAPackage("dev.robis.nn.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.robis.nn.vit..", "dev.robis.nn.inp..", "dev.robis.nn.optim..");

    /** {@code VitGraph} is public for the anomaly model's package only. */
    @ArchTest
    static final ArchRule THE_ENGINE_IS_NOT_SHOWN = codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("dev.robis.nn.graph..")
            .and()
            .areDeclaredInClassesThat()
            .doNotHaveFullyQualifiedName("dev.robis.nn.vit.VitGraph")
            .should(showNoTypeOf(ENGINE));

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED = noClasses().should(ACCESS_STANDARD_STREAMS);

    private static ArchCondition<JavaCodeUnit> showNoTypeOf(String packageName) {
        return new ArchCondition<>("show no type of " + packageName) {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                List<JavaType> types = new ArrayList<>(unit.getParameterTypes());
                types.add(unit.getReturnType());
                for (JavaType type : types)
                    for (JavaClass involved : type.getAllInvolvedRawTypes())
                        if (involved.getPackageName().startsWith(packageName))
                            events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " shows " + involved.getName()));
            }
        };
    }
}
