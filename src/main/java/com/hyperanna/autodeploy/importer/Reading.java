package com.hyperanna.autodeploy.importer;

import java.util.List;

/** What came of reading the schedule file: all its entries, or else everything that is wrong with it. */
public record Reading(List<FileEntry> entries, List<FileProblem> problems) {

    static Reading refused(FileProblem problem) {
        return new Reading(List.of(), List.of(problem));
    }

    public Reading {
        entries = problems.isEmpty() ? List.copyOf(entries) : List.of();
        problems = List.copyOf(problems);
    }

    public boolean isUnderstood() {
        return problems.isEmpty();
    }
}
