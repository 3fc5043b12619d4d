package io.opsbus.conformance;

import java.util.List;

/**
 * One way an official Java client talks.
 *
 * @param generation which of the two SDKs
 * @param signature which signature it makes
 * @param format what it asks answers to be written in
 * @param scheme {@code http} or {@code https}
 */
public record Dialect(Generation generation, Signature signature, Format format, String scheme) {
    /** Which SDK. */
    public enum Generation {
        /** {@code aliyun-java-sdk-core} and {@code aliyun-java-sdk-ecs}. */
        CORE,
        /** {@code ecs20140526} on {@code tea-openapi}. */
        TEA
    }

    /** How requests are signed. */
    public enum Signature {
        /** HMAC-SHA1 over the parameters. */
        V1,
        /** ACS3-HMAC-SHA256 in the Authorization header. */
        ACS3
    }

    /** How answers are written. */
    public enum Format {
        JSON,
        XML
    }

    /** Every way the suite covers: both SDKs with both signatures, both schemes, and XML where a client can ask for it. */
    public static final List<Dialect> ALL = List.of(
            new Dialect(Generation.CORE, Signature.V1, Format.JSON, "http"),
            new Dialect(Generation.CORE, Signature.V1, Format.JSON, "https"),
            new Dialect(Generation.CORE, Signature.V1, Format.XML, "http"),
            new Dialect(Generation.CORE, Signature.ACS3, Format.JSON, "http"),
            new Dialect(Generation.CORE, Signature.ACS3, Format.XML, "https"),
            new Dialect(Generation.TEA, Signature.ACS3, Format.JSON, "http"),
            new Dialect(Generation.TEA, Signature.ACS3, Format.JSON, "https"),
            new Dialect(Generation.TEA, Signature.V1, Format.JSON, "http"));

    /** Short and unique, such as {@code core-v1-xml-http}. */
    public String label() {
        return String.join("-", generation.name(), signature.name(), format.name(), scheme)
                .toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}
