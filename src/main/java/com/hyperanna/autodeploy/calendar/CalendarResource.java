package com.hyperanna.autodeploy.calendar;

import com.hyperanna.autodeploy.http.Answer;
import com.hyperanna.autodeploy.http.Caller;
import com.hyperanna.autodeploy.http.Query;
import com.hyperanna.autodeploy.http.Representation;
import com.hyperanna.autodeploy.http.Revalidation;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/** Tells people and calendar programs when an environment is open, and what becomes due. */
@Path("/api/v1/environments/{environment}")
class CalendarResource {

    private final Clock clock;

    @Inject
    CalendarResource(Clock clock) {
        this.clock = clock;
    }

    @GET
    @Path("calendar")
    @NonBlocking
    public Response calendar(@Context RoutingContext context) {
        return answer(context, Representation.JSON, CalendarAnswer::json);
    }

    @GET
    @Path("calendar.ics")
    @NonBlocking
    public Response calendarFile(@Context RoutingContext context) {
        return answer(context, Representation.CALENDAR, CalendarFile::of);
    }

    private Response answer(RoutingContext context, Representation form, Function<CalendarAnswer, byte[]> written) {
        var now = clock.instant();
        return answer(context, form, written, now).at(now).toResponse();
    }

    private static Answer answer(
            RoutingContext context, Representation form, Function<CalendarAnswer, byte[]> written, Instant now) {
        if (Representation.accepted(context.request(), form).isEmpty()) {
            return Representation.notAcceptable(form);
        }
        var span = Span.read(Query.of(context.request()), now);
        if (!span.problems().isEmpty()) {
            return Answer.badRequest(span.problems());
        }
        var calendar = CalendarAnswer.of(Caller.of(context).environment(), span);
        return Revalidation.of(context.request(), Answer.of(200, form.contentType(), written.apply(calendar)));
    }
}
