package io.opsbus.instance.catalog;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.opsbus.instance.RegionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All that can be bought. Lists keep the order they were declared in. */
public final class Catalog {
    private final List<Region> regions;
    private final List<InstanceType> types;
    private final List<Image> images;
    private final Map<RegionId, Region> regionsById;
    private final Map<InstanceTypeName, InstanceType> typesByName;
    private final Map<ImageId, Image> imagesById;

    /** Refuses two of one name. */
    public Catalog(List<Region> regions, List<InstanceType> types, List<Image> images) {
        this.regions = List.copyOf(regions);
        this.types = List.copyOf(types);
        this.images = List.copyOf(images);
        this.regionsById = regions.stream().collect(toUnmodifiableMap(Region::id, Function.identity()));
        this.typesByName = types.stream().collect(toUnmodifiableMap(InstanceType::name, Function.identity()));
        this.imagesById = images.stream().collect(toUnmodifiableMap(Image::id, Function.identity()));
    }

    public List<Region> regions() {
        return regions;
    }

    public List<InstanceType> types() {
        return types;
    }

    public List<Image> images() {
        return images;
    }

    public Optional<Region> region(RegionId id) {
        return Optional.ofNullable(regionsById.get(id));
    }

    public Optional<InstanceType> type(InstanceTypeName name) {
        return Optional.ofNullable(typesByName.get(name));
    }

    public Optional<Image> image(ImageId id) {
        return Optional.ofNullable(imagesById.get(id));
    }
}
