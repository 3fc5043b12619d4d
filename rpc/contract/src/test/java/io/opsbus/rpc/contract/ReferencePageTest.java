package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final Declaration ATTACH = Declaration.writing("2014-05-26", "AttachDisk", "Attaches a disk.")
            .takes(
                    Take.text("DiskId").meaning("The disk.").names("disk").required(),
                    Take.word("Category", "cloud", "cloud_ssd").optional(),
                    Take.texts("Name", 3).optional(),
                    Take.structs(
                            "Tag",
                            20,
                            Struct.of(
                                    _ -> "",
                                    Take.text("Key").only("a|b", _ -> true).required(),
                                    Take.text("Value").optional())))
            .idempotent()
            .ignores("Device", "Bootable")
            .fails(new RpcError(409, "IncorrectDiskStatus", "The disk is in use."))
            .end();
    private static final Declaration LIST =
            Declaration.reading("2014-05-26", "ListDisks", "Lists disks.").end();

    private final ReferencePage disks = new ReferencePage("disk-service", List.of(ATTACH, LIST));

    @Test
    void aSectionTellsAllThatIsDeclared() {
        assertThat(disks.section()).isEqualTo("""
                <!-- begin disk-service -->
                ## ECS 2014-05-26: disk-service

                | Action | access | |
                |---|---|---|
                | [AttachDisk](#attachdisk) | write, `ClientToken` | Attaches a disk. |
                | [ListDisks](#listdisks) | read | Lists disks. |

                ### AttachDisk

                Attaches a disk.

                | parameter | type | limits | |
                |---|---|---|---|
                | **`DiskId`** | String |  | The disk. Names a resource: disk. |
                | `Category` | String | `cloud`, `cloud_ssd` |  |
                | `Name.N` | RepeatList of String | at most 3 |  |
                | `Tag.N` | RepeatList of struct | at most 20 |  |
                | **`Tag.N.Key`** | String | a\\|b |  |
                | `Tag.N.Value` | String |  |  |
                | `ClientToken` | String | at most 64 ASCII characters | Makes a repeated request hear the first answer, for 24 hours. |

                Accepted without effect: `Bootable`, `Device`.

                | error | status | |
                |---|---|---|
                | `IncorrectDiskStatus` | 409 | The disk is in use. |

                ### ListDisks

                Lists disks.
                <!-- end disk-service -->
                """);
    }

    @Test
    void eachServiceKeepsItsOwnSection() {
        var others = new ReferencePage("another-service", List.of(LIST));
        String page = others.in(disks.in(""));
        assertThat(page).startsWith("# Actions\n").endsWith("\n" + others.section() + "\n" + disks.section());
        assertThat(disks.in(page)).isEqualTo(page);
        var changed = new ReferencePage("disk-service", List.of(LIST));
        assertThat(changed.in(page)).endsWith("\n" + others.section() + "\n" + changed.section());
    }

    @Test
    void whatConcernsEveryActionStandsFirstAndWhatIsNoneLast() {
        String page = PageSections.of(disks.in(""))
                .with("not-served", PageSections.framed("not-served", "None.\n"))
                .with("any-call", PageSections.framed("any-call", "All.\n"))
                .with("zone-service", PageSections.framed("zone-service", "Zones.\n"))
                .below("");
        assertThat(page.lines().filter(line -> line.startsWith("<!-- begin")))
                .containsExactly(
                        "<!-- begin any-call -->",
                        "<!-- begin disk-service -->",
                        "<!-- begin zone-service -->",
                        "<!-- begin not-served -->");
    }
}
