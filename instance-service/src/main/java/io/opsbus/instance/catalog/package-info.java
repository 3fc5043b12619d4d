/** What can be bought and where: regions, zones, types, images, addresses, groups. Metadata only, the same for all accounts. */
@NullMarked
package io.opsbus.instance.catalog;

import org.jspecify.annotations.NullMarked;
