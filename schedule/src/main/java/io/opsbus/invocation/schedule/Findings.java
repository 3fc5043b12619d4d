package io.opsbus.invocation.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is wrong with a text, gathered while it is read: the first problem of each part. */
final class Findings {
    static final String WHOLE = "Frequency";
    static final String ZONE = "time zone";

    private final List<InvalidSchedule> problems = new ArrayList<>();

    void add(CronField field, String found, Fault fault, Object... values) {
        add(field.called(), found, fault, values);
    }

    void add(String part, String found, Fault fault, Object... values) {
        if (problems.stream().noneMatch(problem -> problem.part().equals(part))) {
            problems.add(new InvalidSchedule(
                    part,
                    found,
                    fault,
                    Arrays.stream(values).map(String::valueOf).toList()));
        }
    }

    boolean none() {
        return problems.isEmpty();
    }

    Schedule.Invalid invalid() {
        return new Schedule.Invalid(problems);
    }
}
