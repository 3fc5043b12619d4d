package io.opsbus.gateway;

import java.util.Optional;
import java.util.stream.Stream;

/** The products of the API. A product is never on the wire: the version of a request stands for it (contract 1.1). */
public enum Product {
    /** Instances, disks, Cloud Assistant. */
    ECS("ecs", "2014-05-26"),
    /** CloudMonitor. */
    CMS("cms", "2019-01-01"),
    /** Operation orchestration. */
    OOS("oos", "2019-06-01"),
    /** Queues. */
    MNS("mns", "2015-06-06");

    private final String word;
    private final String version;

    Product(String word, String version) {
        this.word = word;
        this.version = version;
    }

    /** The word policies name it by. */
    public String word() {
        return word;
    }

    /** The API version that stands for it. */
    public String version() {
        return version;
    }

    /** The product of an API version; empty for a version of none. */
    public static Optional<Product> ofVersion(String version) {
        return Stream.of(values())
                .filter(product -> product.version.equals(version))
                .findFirst();
    }

    /** The product of a policy's word; empty for another word. */
    public static Optional<Product> ofWord(String word) {
        return Stream.of(values()).filter(product -> product.word.equals(word)).findFirst();
    }
}
