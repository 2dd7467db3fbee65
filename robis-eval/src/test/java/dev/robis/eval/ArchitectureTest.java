package dev.robis.eval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers of this module: metrics and pictures at the bottom, pages on them. */
@AnalyzeClasses(packages = "dev.robis.eval", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NETWORKS_AND_DATA_SETS_ARE_FOREIGN =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.robis.nn..", "dev.robis.seg..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_ACYCLIC =
            slices().matching("dev.robis.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule METRICS_AND_PICTURES_KNOW_NO_PAGE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.robis.eval.html..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.robis.eval.html..", "java.awt..", "com.samskivert..");

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED = noClasses().should(ACCESS_STANDARD_STREAMS);
}
