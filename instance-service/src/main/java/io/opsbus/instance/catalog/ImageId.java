package io.opsbus.instance.catalog;

/**
 * An image, for instance {@code aliyun_2_1903_x64_20G_alibase_20200324.vhd} or {@code m-…}.
 *
 * @param text never empty
 */
public record ImageId(String text) {
    /** Refuses the empty text. */
    public ImageId {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty ImageId");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
