package com.hyperanna.autodeploy.fleet;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something in a declaration that cannot be understood.
 *
 * @param field the path of the field at fault below {@code spec}
 * @param message what is wrong with it
 */
public record Problem(String field, String message) {

    /** All of them in one line that names every field. */
    public static String describe(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.field() + " " + problem.message())
                .collect(Collectors.joining("; "));
    }
}
