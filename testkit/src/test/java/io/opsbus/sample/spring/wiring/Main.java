package io.opsbus.sample.spring.wiring;

import org.springframework.sample.Context;

public record Main(Context context) {}
