package io.opsbus.notifier.rpc.cms.pace;

import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.pace.QuietHours;
import io.opsbus.notifier.rule.Threshold;
import io.opsbus.rpc.reply.Tree;

/** How often a rule tells, as answers tell it: the contract's {@code SilenceTime}, and of ours only what asks anything. */
public final class PaceTree {
    private PaceTree() {}

    /** What makes a rule on custom events one that counts; nothing of any other. */
    public static Tree.Builder tell(Tree.Builder tree, Threshold threshold) {
        return threshold.isNone()
                ? tree
                : tree.put("RuleId", threshold.id())
                        .put("Level", threshold.level().name())
                        .put("Threshold", threshold.times())
                        .put("Period", threshold.period().toSeconds());
    }

    /** When it tells. */
    public static Tree.Builder tell(Tree.Builder tree, Pace pace) {
        tree.put("SilenceTime", pace.silence().toSeconds());
        if (!pace.merge().isZero()) {
            tree.put("MergeInterval", pace.merge().toSeconds());
        }
        var quiet = pace.quiet();
        if (!quiet.isNone()) {
            tree.put("EffectiveInterval", interval(quiet.to(), quiet.from()))
                    .put("NoEffectiveInterval", interval(quiet.from(), quiet.to()))
                    .put("EffectiveTimeZone", quiet.zone())
                    .texts(
                            "NoEffectiveExceptLevelList",
                            "NoEffectiveExceptLevelList",
                            quiet.through().stream().map(Enum::name).toList())
                    .put("NoEffectivePrograms", quiet.programsToo());
        }
        return tree;
    }

    /** The contract's intervals have their last minute in them. */
    private static String interval(int from, int end) {
        return QuietHours.text(from) + "-" + QuietHours.text(Math.floorMod(end - 1, QuietHours.DAY));
    }
}
