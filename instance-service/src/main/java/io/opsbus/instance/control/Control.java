package io.opsbus.instance.control;

import io.opsbus.instance.control.dispatch.Lanes;
import io.opsbus.instance.provider.LostHosts;
import io.opsbus.instance.provider.ProviderEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fleet with what keeps it going behind the requests: what providers tell, and what was left at the last end. */
public final class Control {
    private static final Logger LOGGER = LoggerFactory.getLogger(Control.class);

    private final Fleet fleet;
    private final InstanceChanges instances;
    private final DiskChanges disks;
    private final Reads reads;
    private final Engine engine;

    private Control(Fleet fleet, InstanceChanges instances, DiskChanges disks, Reads reads, Engine engine) {
        this.fleet = fleet;
        this.instances = instances;
        this.disks = disks;
        this.reads = reads;
        this.engine = engine;
    }

    /** Puts it together; nothing runs yet. */
    public static Control over(Ledgers ledgers, Reads reads, LostHosts lostHosts, Engine engine) {
        var disks = new DiskChanges(ledgers.disks(), reads.disks(), engine);
        var instances = new InstanceChanges(ledgers.instances(), disks, engine);
        var snapshotDesk = new SnapshotDesk(ledgers.snapshots(), reads.snapshots(), reads.disks(), engine);
        var instanceDesk = new InstanceDesk(instances, reads.instances(), engine);
        var diskDesk = new DiskDesk(disks, reads.disks(), reads.instances(), snapshotDesk, engine.gate());
        var tags = new TagDesk(instanceDesk, diskDesk, snapshotDesk, reads.tags());
        var hosts = new HostDesk(engine.providers(), lostHosts, engine.clock());
        var fleet = new Fleet(instanceDesk, diskDesk, snapshotDesk, tags, engine.catalog(), hosts);
        return new Control(fleet, instances, disks, reads, engine);
    }

    /** Where requests enter. */
    public Fleet fleet() {
        return fleet;
    }

    /**
     * Tells the providers of their machines, asks again for what was asked for and not heard, and from then on asks for
     * all that comes. Blocks until all machines are told; if it fails it can be called again.
     */
    public void begin(Lanes lanes) {
        for (var provider : engine.providers().all()) {
            provider.listen(event -> take(event, lanes));
        }
        fleet.hosts().adopt();
        new Roll(reads.census(), engine).call(instances, disks, fleet.snapshots());
        fleet.hosts().tellAgain();
        engine.dispatcher().open();
    }

    private void take(ProviderEvent event, Lanes lanes) {
        switch (event) {
            case ProviderEvent.OfMachine of -> lanes.run(of.origin().machine().text(), () -> instances.event(of));
            case ProviderEvent.SnapshotProgress progress ->
                lanes.run(progress.snapshot().text(), () -> fleet.snapshots().progress(progress));
            case ProviderEvent.ResyncRequired resync -> {
                LOGGER.atInfo()
                        .addKeyValue("provider", resync.provider())
                        .log("events may have been lost: machines are looked at");
                lanes.run("resync", () -> new Roll(reads.census(), engine).observe(resync, instances, lanes));
            }
        }
    }
}
