package dev.robis.seg;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers of this module: parts at the bottom, the facade on them, the reference's stages on the facade. */
@AnalyzeClasses(packages = "dev.robis.seg", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** What stands on the parts. Every other package is a part, also one that comes later. */
    private static final String[] FACADE = {"dev.robis.seg", "dev.robis.seg.exchange..", "dev.robis.seg.stage.."};

    @ArchTest
    static final ArchRule THE_ENGINE_STAYS_IN_NN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..", "dev.robis.nn.graph..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_ACYCLIC =
            slices().matching("dev.robis.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PARTS_KNOW_NO_FACADE = noClasses()
            .that()
            .resideOutsideOfPackages(FACADE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FACADE);

    @ArchTest
    static final ArchRule THE_FACADE_KNOWS_NO_STAGE = noClasses()
            .that()
            .resideInAnyPackage("dev.robis.seg", "dev.robis.seg.exchange..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.robis.seg.stage..");

    /** Only the detector itself and the exchange with the reference, whose detector it is, know INP-Former. */
    @ArchTest
    static final ArchRule THE_PIPELINE_NAMES_NO_DETECTOR = noClasses()
            .that()
            .resideOutsideOfPackages("dev.robis.seg.inp..", "dev.robis.seg.exchange..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.robis.nn.inp..", "dev.robis.seg.inp..");

    @ArchTest
    static final ArchRule AWT_STAYS_WITH_THE_FILES = noClasses()
            .that()
            .resideOutsideOfPackage("dev.robis.seg.image..")
            .and()
            .doNotBelongToAnyOf(AnomalySegmenter.class) // takes Java's images, and passes them on
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.awt..");

    @ArchTest
    static final ArchRule NOTHING_IS_PRINTED = noClasses().should(ACCESS_STANDARD_STREAMS);
}
