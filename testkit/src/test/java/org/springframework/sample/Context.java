package org.springframework.sample;

public interface Context {}
