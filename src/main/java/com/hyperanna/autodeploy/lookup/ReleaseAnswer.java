package com.hyperanna.autodeploy.lookup;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.http.JsonText;
import com.hyperanna.autodeploy.schedule.Decision;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.PlannedRelease;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

/** A decision as hosts read it. */
record ReleaseAnswer(Environment environment, Decision decision, String message) {

    private static final long DEFAULT_POLL_SECONDS = 300;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+");

    static ReleaseAnswer of(Environment environment, HostState host, Instant asked) {
        var decision = environment.decide(host, asked);
        return new ReleaseAnswer(environment, decision, oneLine(environment.explain(decision, host, asked)));
    }

    byte[] json() {
        var json = new JsonText()
                .open('{')
                .member(
                        "environment",
                        environment.name().map(EnvironmentName::value).orElse(""))
                .member("timeZone", environment.timeZoneName())
                .member("deploy", decision.deploy());
        decision.effective()
                .ifPresent(planned -> json.member("release", planned.release().name()));
        json.member("reason", decision.reason().published()).member("message", message);
        decision.nextChange().ifPresent(change -> json.member("nextChangeTime", Rfc3339.format(change)));
        decision.upcoming()
                .ifPresent(next -> json.open("upcoming", '{')
                        .member("release", next.release().name())
                        .member("notBeforeTime", Rfc3339.format(next.dueFrom()))
                        .close('}'));
        return json.member("pollSeconds", pollSeconds()).close('}').bytes();
    }

    byte[] text() {
        var release = decision.effective().map(PlannedRelease::release);
        var lines = "deploy=" + decision.deploy()
                + "\nrelease=" + release.map(Object::toString).orElse("")
                + "\nreason=" + decision.reason().published()
                + "\nnext_change=" + decision.nextChange().map(Rfc3339::format).orElse("")
                + "\npoll_seconds=" + pollSeconds()
                + "\nmessage=" + message + "\n";
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    private long pollSeconds() {
        return environment.schedule().map(valid -> valid.poll().toSeconds()).orElse(DEFAULT_POLL_SECONDS);
    }

    private static String oneLine(String message) {
        return BREAKS.matcher(message).replaceAll(" ");
    }
}
