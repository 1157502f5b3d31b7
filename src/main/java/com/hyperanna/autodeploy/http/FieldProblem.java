package com.hyperanna.autodeploy.http;

/** Something wrong with one field of a request. */
public record FieldProblem(String field, String message) {}
