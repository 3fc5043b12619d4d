package io.opsbus.event.cycle;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceArn;
import io.opsbus.event.ResourceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The resource an event is about. */
public sealed interface Target {
    /** Whose it is, and where. */
    Owner owner();

    /** Id of the resource itself; the key of the event's notices. */
    ResourceId resource();

    /** The instance concerned; empty for a disk that is attached nowhere. */
    Optional<ResourceId> instanceId();

    /** Its global name. */
    ResourceArn arn();

    /**
     * Account and region of a resource.
     *
     * @param region for example {@code cn-hangzhou}
     */
    record Owner(AccountId account, String region) {}

    /**
     * A disk.
     *
     * @param device its mount point, for example {@code /dev/xvdb}; null when unknown or attached nowhere
     */
    record DiskRef(ResourceId id, @Nullable String device) {}

    /**
     * An instance.
     *
     * @param name its name, when known
     * @param disk the disk of the instance the event is about, for events that isolate or initialise one
     */
    record OfInstance(
            Owner owner,
            ResourceId instance,
            @Nullable String name,
            @Nullable DiskRef disk) implements Target {
        @Override
        public ResourceId resource() {
            return instance;
        }

        @Override
        public Optional<ResourceId> instanceId() {
            return Optional.of(instance);
        }

        @Override
        public ResourceArn arn() {
            return new ResourceArn(owner.region(), owner.account().text(), "instance", instance.text());
        }
    }

    /**
     * A disk.
     *
     * @param instance what it is attached to, if anything
     * @param instanceName that instance's name, when known
     */
    record OfDisk(
            Owner owner,
            DiskRef disk,
            @Nullable ResourceId instance,
            @Nullable String instanceName) implements Target {
        @Override
        public ResourceId resource() {
            return disk.id();
        }

        @Override
        public Optional<ResourceId> instanceId() {
            return Optional.ofNullable(instance);
        }

        @Override
        public ResourceArn arn() {
            return new ResourceArn(
                    owner.region(), owner.account().text(), "disk", disk.id().text());
        }
    }
}
