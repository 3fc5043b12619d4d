package io.opsbus.instance;

/** Whose resources, and where: every list is read within one scope, there is none without. */
public record Scope(AccountId account, RegionId region) {}
