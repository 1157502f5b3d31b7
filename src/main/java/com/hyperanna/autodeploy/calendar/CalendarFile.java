package com.hyperanna.autodeploy.calendar;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A calendar as calendar programs read it (RFC 5545), every moment in UTC. */
final class CalendarFile {

    private CalendarFile() {}

    static byte[] of(CalendarAnswer answer) {
        var calendar = new ICalendar();
        calendar.setProductId("-//hyperanna//auto-deploy-scheduler//EN");
        calendar.setMethod(Method.publish());
        calendar.setName("Deployments in " + answer.name());
        for (var opening : answer.openings()) {
            var event = event(answer, "opening " + opening.opens(), opening.opens());
            event.setDateEnd(Date.from(opening.closes()));
            event.setSummary("Maintenance window of " + answer.name());
            event.setDescription(answer.local(opening.opens()) + " to " + answer.local(opening.closes()) + ", "
                    + answer.environment().timeZoneName());
            calendar.addEvent(event);
        }
        for (var planned : answer.releases()) {
            var event = event(answer, "release " + planned.release(), planned.dueFrom());
            event.setSummary(planned.release() + " becomes due in " + answer.name());
            event.setDescription(answer.local(planned.dueFrom()) + ", "
                    + answer.environment().timeZoneName());
            calendar.addEvent(event);
        }
        return Biweekly.write(calendar).go().getBytes(StandardCharsets.UTF_8);
    }

    /** Without an end it takes no time (RFC 5545, section 3.6.1). */
    private static VEvent event(CalendarAnswer answer, String what, Instant starts) {
        var event = new VEvent();
        var identity = answer.name() + "/" + what;
        event.setUid(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                .toString());
        event.setDateTimeStamp(Date.from(answer.span().from()));
        event.setDateStart(Date.from(starts));
        return event;
    }
}
