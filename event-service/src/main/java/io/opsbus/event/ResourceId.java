package io.opsbus.event;

/**
 * Id of a resource, the last segment of its ARN: the key of its records and the entity whose events keep their order.
 *
 * @param text for example {@code i-bp1ecr5go2go}
 */
public record ResourceId(String text) {
    @Override
    public String toString() {
        return text;
    }
}
