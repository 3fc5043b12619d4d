/** Actions on contacts and contact groups. */
@NullMarked
package io.opsbus.notifier.rpc.cms.contact;

import org.jspecify.annotations.NullMarked;
