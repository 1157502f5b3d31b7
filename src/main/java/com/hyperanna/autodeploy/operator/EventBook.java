package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.fleet.EventRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes each happening as an Event once; remembers the latest, so that the API server is not asked again and again. */
@ApplicationScoped
class EventBook {

    private static final int REMEMBERED = 50_000;

    private final EventRecorder recorder;
    private final Map<String, Boolean> written = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Inject
    EventBook(EventRecorder recorder) {
        this.recorder = recorder;
    }

    void record(DeploymentSchedule regarding, List<Happening> happened) {
        for (var happening : happened) {
            var key = regarding.getMetadata().getUid() + "/" + happening.key();
            if (isNew(key)
                    && !recorder.record(
                            regarding, happening.type(), happening.reason(), happening.message(), happening.key())) {
                // The status can hardly be written now either; then this is noticed again.
                forget(key);
            }
        }
    }

    private void forget(String key) {
        synchronized (written) {
            written.remove(key);
        }
    }

    private boolean isNew(String key) {
        synchronized (written) {
            return written.put(key, true) == null;
        }
    }
}
