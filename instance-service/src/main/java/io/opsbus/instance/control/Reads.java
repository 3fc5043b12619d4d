package io.opsbus.instance.control;

import io.opsbus.instance.query.Census;
import io.opsbus.instance.query.Disks;
import io.opsbus.instance.query.Instances;
import io.opsbus.instance.query.Snapshots;
import io.opsbus.instance.query.TagListing;

/** All there is to read. */
public record Reads(Instances instances, Disks disks, Snapshots snapshots, TagListing tags, Census census) {}
