package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.report.Outcome;
import java.time.Duration;

/** What became of a report, for the host that sent it. */
sealed interface Receipt {
    /** The API server has stored it now. */
    record Stored(Outcome outcome) implements Receipt {}
    /** It had been stored before, with this outcome. */
    record Known(Outcome outcome) implements Receipt {}
    /** Its id belongs to another report. */
    record IdTaken() implements Receipt {}
    /** There is too much of it, or no place for one more host: the same report may be sent again. */
    record TooMany(String why, Duration retryAfter) implements Receipt {}
    /** The environment is not declared any more. */
    record Gone() implements Receipt {}
    /** The cluster cannot be reached: the same report must be sent again. */
    record Unreachable(Duration retryAfter) implements Receipt {}
}
