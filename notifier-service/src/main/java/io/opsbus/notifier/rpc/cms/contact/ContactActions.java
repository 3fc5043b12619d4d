package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import java.util.List;

/** Every Action on contacts and their groups. */
public final class ContactActions {
    private ContactActions() {}

    /** The Actions, over this desk. */
    public static List<Action> of(Desk desk) {
        return List.of(
                new PutContact(desk),
                new ConfirmContact(desk),
                new DeleteContact(desk),
                new DescribeContactList(desk),
                new PutContactGroup(desk),
                new DeleteContactGroup(desk),
                new DescribeContactGroupList(desk),
                new DescribeContactListByContactGroup(desk));
    }
}
