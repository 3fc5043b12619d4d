package io.opsbus.rpc;

/**
 * What a request asks for. The product is never on the wire: the version stands for it ({@code 2014-05-26} is ECS), and
 * names such as {@code TagResources} exist in several products.
 *
 * @param version API date, such as {@code 2014-05-26}
 * @param action API name, such as {@code CreateCommand}
 */
public record ActionName(String version, String action) {}
