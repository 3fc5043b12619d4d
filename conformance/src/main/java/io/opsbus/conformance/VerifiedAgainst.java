package io.opsbus.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Why we believe that the original behaves as a test demands. No test here was compared with the real service: this says
 * what was compared with instead.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface VerifiedAgainst {
    /** What the demand was read from. */
    Source value();

    /** The place in the source, or the reason of an assumption; empty where the action's own entry is meant. */
    String where() default "";

    /** Where a demand comes from. */
    enum Source {
        /** Classes and behaviour of the official SDKs, which decode the answer. */
        SDK("SDK"),
        /** Parameter, value and error tables of the published API reference (ECS, July 2021, and API metadata of 2026). */
        REFERENCE("API reference"),
        /** The operations and monitoring guide of 2019. */
        GUIDE("guide 2019"),
        /** Nothing we have says so. */
        ASSUMED("assumed");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        /** As the coverage page shows it. */
        public String label() {
            return label;
        }
    }
}
