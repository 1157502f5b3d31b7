package com.hyperanna.autodeploy.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms in which an answer can be had. */
public enum Representation {
    JSON("application", "json", "application/json"),
    TEXT("text", "plain", "text/plain;charset=UTF-8"),
    CALENDAR("text", "calendar", "text/calendar;charset=UTF-8");

    private static final Pattern QUALITY = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

    private final String type;
    private final String subtype;
    private final String contentType;

    Representation(String type, String subtype, String contentType) {
        this.type = type;
        this.subtype = subtype;
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** Of those on offer, first the one meant by default, what the client likes best; empty when it likes none. */
    public static Optional<Representation> accepted(HttpServerRequest request, Representation... offered) {
        return best(String.join(",", request.headers().getAll("Accept")), offered);
    }

    static Optional<Representation> best(String accept, Representation... offered) {
        if (accept.isBlank()) {
            return Optional.of(offered[0]);
        }
        var ranges = ranges(accept);
        var best = Optional.<Representation>empty();
        var bestQuality = 0.0;
        for (var candidate : offered) {
            var quality = candidate.quality(ranges);
            if (quality > bestQuality) {
                best = Optional.of(candidate);
                bestQuality = quality;
            }
        }
        return best;
    }

    /** One element of {@code Accept} (RFC 9110, section 12.5.1). */
    private record Range(String type, String subtype, boolean withParameters, double quality) {}

    private static List<Range> ranges(String accept) {
        var ranges = new ArrayList<Range>();
        for (var element : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            var parts = element.split(";", -1);
            var slash = parts[0].indexOf('/');
            if (slash > 0) {
                range(parts, slash).ifPresent(ranges::add);
            }
        }
        return ranges;
    }

    private static Optional<Range> range(String[] parts, int slash) {
        var quality = 1.0;
        var restricted = false;
        for (var i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("q=")) {
                if (!QUALITY.matcher(parameter.substring(2)).matches()) {
                    return Optional.empty();
                }
                quality = Double.parseDouble(parameter.substring(2));
                break;
            }
            restricted |= !parameter.isEmpty() && !parameter.equals("charset=utf-8");
        }
        return Optional.of(new Range(
                parts[0].substring(0, slash).strip(),
                parts[0].substring(slash + 1).strip(),
                restricted,
                quality));
    }

    /** The most specific range decides. */
    private double quality(List<Range> ranges) {
        var quality = 0.0;
        var specificity = -1;
        for (var range : ranges) {
            var specific = specificity(range);
            if (specific > specificity || (specific == specificity && specific >= 0 && range.quality > quality)) {
                specificity = specific;
                quality = range.quality;
            }
        }
        return quality;
    }

    private int specificity(Range range) {
        if (range.withParameters) {
            return -1;
        }
        if (range.type.equals(type) && range.subtype.equals(subtype)) {
            return 2;
        }
        if (range.type.equals(type) && range.subtype.equals("*")) {
            return 1;
        }
        return range.type.equals("*") && range.subtype.equals("*") ? 0 : -1;
    }

    /** The refusal when none of those on offer will do. */
    public static Answer notAcceptable(Representation... offered) {
        var types = new ArrayList<String>();
        for (var representation : offered) {
            types.add(representation.type + "/" + representation.subtype);
        }
        return Answer.problem(406, "Not Acceptable", "The answer can be had as " + String.join(" or ", types) + ".");
    }
}
