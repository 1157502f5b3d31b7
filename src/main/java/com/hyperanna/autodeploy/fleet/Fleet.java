package com.hyperanna.autodeploy.fleet;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Every environment that the cluster declares, found by name; fed by the informer of this replica, leader or not.
 *
 * <p>Reads never wait. An environment is served from the oldest object that declares it.
 */
@ApplicationScoped
public class Fleet {

    /** Versions that go back for longer are true: the cluster's store was restored. */
    private static final long LONGEST_LAG_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Map<ObjectKey, Environment> objects = new ConcurrentHashMap<>();
    private final Map<EnvironmentName, List<Environment>> claims = new ConcurrentHashMap<>();
    /** What the informer has yet to catch up with. */
    private final Map<ObjectKey, Written> written = new HashMap<>();

    private volatile boolean complete;

    private record Written(String resourceVersion, long nanoTime) {}

    /** The environment as hosts are to be answered from; empty if no object declares it. */
    public Optional<Environment> find(EnvironmentName name) {
        var claimants = claims.get(name);
        return claimants == null ? Optional.empty() : Optional.of(claimants.get(0));
    }

    public Optional<Environment> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** Whether another, older object declares the same environment. */
    public boolean isDuplicate(Environment environment) {
        return served(environment)
                .filter(served -> !served.key().equals(environment.key()))
                .isPresent();
    }

    /** The object from which the environment of this one is served. */
    public Optional<Environment> served(Environment environment) {
        return environment.name().flatMap(this::find);
    }

    public Collection<Environment> environments() {
        return objects.values();
    }

    /** Whether every object that the cluster has was seen once: before, nobody can be told that a name is unknown. */
    public boolean isComplete() {
        return complete;
    }

    public void complete() {
        complete = true;
    }

    /**
     * Takes in an object as the informer tells it.
     *
     * @return the other objects whose being served may have changed by it
     */
    public synchronized List<ObjectKey> put(DeploymentSchedule object) {
        var before = objects.get(ObjectKey.of(object));
        if (before != null && isBehindOwnWrite(before, object)) {
            return List.of();
        }
        var now = before == null ? Environment.of(object) : before.updatedTo(object);
        return replace(Optional.ofNullable(before), Optional.of(now));
    }

    /** Takes in what the API server answered to an own write, unless the informer was faster or the object is gone. */
    public synchronized void putWritten(DeploymentSchedule object) {
        var before = objects.get(ObjectKey.of(object));
        if (before != null
                && before.uid().equals(object.getMetadata().getUid())
                && Long.parseLong(before.resourceVersion())
                        < Long.parseLong(object.getMetadata().getResourceVersion())) {
            put(object);
            written.put(
                    ObjectKey.of(object), new Written(object.getMetadata().getResourceVersion(), System.nanoTime()));
        }
    }

    /** Takes in an object of a list that may be older than what the informer told meanwhile. */
    public synchronized void putListed(DeploymentSchedule object) {
        if (!objects.containsKey(ObjectKey.of(object))) {
            put(object);
        }
    }

    /** What the informer tells late would take a report back that its host knows as stored. */
    private boolean isBehindOwnWrite(Environment before, DeploymentSchedule object) {
        var own = written.get(before.key());
        if (own == null) {
            return false;
        }
        var behind = System.nanoTime() - own.nanoTime() < LONGEST_LAG_NANOS
                && own.resourceVersion().equals(before.resourceVersion())
                && before.uid().equals(object.getMetadata().getUid())
                && Long.parseLong(object.getMetadata().getResourceVersion()) < Long.parseLong(own.resourceVersion());
        if (!behind) {
            written.remove(before.key());
        }
        return behind;
    }

    /** @return the other objects whose being served may have changed by it */
    public synchronized List<ObjectKey> remove(ObjectKey key) {
        written.remove(key);
        return replace(Optional.ofNullable(objects.get(key)), Optional.empty());
    }

    private List<ObjectKey> replace(Optional<Environment> before, Optional<Environment> now) {
        before.filter(old -> now.isEmpty()).ifPresent(old -> objects.remove(old.key()));
        now.ifPresent(current -> objects.put(current.key(), current));
        var oldName = before.flatMap(Environment::name);
        var newName = now.flatMap(Environment::name);
        var affected = new ArrayList<ObjectKey>();
        newName.ifPresent(
                name -> affected.addAll(reclaim(name, now.map(Environment::key).orElseThrow(), now)));
        oldName.filter(name -> !newName.equals(oldName))
                .ifPresent(name -> affected.addAll(
                        reclaim(name, before.map(Environment::key).orElseThrow(), Optional.empty())));
        return affected;
    }

    /** @return the other claimants, when who is served has changed */
    private List<ObjectKey> reclaim(EnvironmentName name, ObjectKey key, Optional<Environment> claimant) {
        var claimants = new ArrayList<>(claims.getOrDefault(name, List.of()));
        var servedBefore = claimants.isEmpty()
                ? Optional.<ObjectKey>empty()
                : Optional.of(claimants.get(0).key());
        claimants.removeIf(other -> other.key().equals(key));
        var others = claimants.stream().map(Environment::key).toList();
        claimant.ifPresent(claimants::add);
        claimants.sort(Environment.OLDEST_FIRST);
        if (claimants.isEmpty()) {
            claims.remove(name);
            return List.of();
        }
        claims.put(name, List.copyOf(claimants));
        return servedBefore.filter(claimants.get(0).key()::equals).isPresent() ? List.of() : others;
    }
}
