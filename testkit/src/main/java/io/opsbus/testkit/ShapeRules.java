package io.opsbus.testkit;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shape every service has, as rules. A service's {@code ShapeTest} is one line:
 * {@code ShapeRules.of("io.opsbus.event").check();}
 *
 * <p>The root package, and any package below it that is not a room, holds the domain and is pure; {@code rpc},
 * {@code bus} and {@code store} are edges; only {@code wiring} names a framework; services never meet in code.
 */
public final class ShapeRules {
    private static final Set<String> ROOMS = Set.of("rpc", "bus", "store", "wiring");
    /** What the domain may say to the ledger: its answers, not its machinery. */
    private static final Pattern LEDGER_WORDS =
            Pattern.compile("io\\.opsbus\\.ledger\\.(Decision|Refusal|Timer|ChangeKey)([.$].*)?");

    private static final Set<String> LIBRARIES = Set.of("schemas", "ledger", "rpc", "seal", "parameters");
    private static final Pattern FRAMEWORK = Pattern.compile("(org\\.springframework|io\\.micronaut)\\..*");
    private static final Pattern OUTSIDE_WORLD = Pattern.compile("java\\.(sql|net\\.http)\\..*");
    private static final Pattern BAD_NAME = Pattern.compile(
            ".*(Util|Utils|Helper|Manager|Impl|Common|Handler|Interface)|(Abstract|Base|Common)[A-Z].*");
    /** Owner and member of what a domain must be given instead. */
    private static final Pattern IMPURE = Pattern.compile(
            "java\\.time\\.\\w+\\.now|java\\.time\\.Clock\\.(system|tick).*"
                    + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty)"
                    + "|java\\.lang\\.Thread\\.(sleep|ofVirtual|ofPlatform|startVirtualThread|<init>)"
                    + "|java\\.util\\.UUID\\.randomUUID|java\\.lang\\.Math\\.random|java\\.util\\.Random\\.<init>"
                    + "|java\\.security\\.SecureRandom\\.<init>|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current");

    /** Who names a database to Flyway, and what it must be. */
    private static final String MIGRATED = "org.flywaydb.core.api.configuration.FluentConfiguration.dataSource";

    private static final String PATIENT = "io.opsbus.ledger.postgres.PatientConnections";

    private static final int MOST_TYPES = 15;

    private final String root;
    private final Set<String> rooms;

    private ShapeRules(String root, Set<String> rooms) {
        this.root = root;
        this.rooms = rooms;
    }

    /**
     * The rules of one service.
     *
     * @param root its root package, for instance {@code io.opsbus.event}
     */
    public static ShapeRules of(String root) {
        return new ShapeRules(root, ROOMS);
    }

    /** Allows one more room at the edge of the service (there is an ADR for it); it names no framework either. */
    public ShapeRules withRoom(String name) {
        var more = new TreeSet<>(rooms);
        more.add(name);
        return new ShapeRules(root, Set.copyOf(more));
    }

    /**
     * Checks the main classes on the class path.
     *
     * @throws AssertionError naming every violation, or if there is no class to check
     */
    public void check() {
        check(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root));
    }

    void check(Collection<JavaClass> all) {
        // framework processors generate classes called $Something
        List<JavaClass> written = all.stream()
                .filter(type ->
                        !type.getName().contains(".$") && !type.getSimpleName().equals("package-info"))
                .toList();
        if (written.isEmpty()) {
            throw new AssertionError("no classes under " + root);
        }
        var violations = new TreeSet<String>();
        written.forEach(type -> violations.addAll(violations(type)));
        violations.addAll(crowdedPackages(written));
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.size() + " violations of the shape of " + root + ":\n  "
                    + String.join("\n  ", violations));
        }
    }

    private List<String> violations(JavaClass type) {
        var found = new ArrayList<String>();
        String room = room(type);
        found.addAll(dependencies(type, "services meet on Kafka, never in code", this::isAnotherService));
        if (!room.equals("wiring")) {
            found.addAll(dependencies(
                    type,
                    "only wiring names a framework",
                    name -> FRAMEWORK.matcher(name).matches()));
        }
        if (room.isEmpty()) {
            found.addAll(dependencies(type, "the domain is pure", name -> !mayEnterDomain(name)));
            found.addAll(impurities(type));
        }
        if (migratesOverThePool(type)) {
            found.add("a migration may take longer than a request: " + type.getName());
        }
        if (BAD_NAME.matcher(type.getSimpleName()).matches()) {
            found.add("a name says what a thing is, not that it helps: " + type.getName());
        }
        return found;
    }

    private static boolean migratesOverThePool(JavaClass type) {
        return type.getAccessesFromSelf().stream()
                        .anyMatch(access -> target(access).equals(MIGRATED))
                && type.getDirectDependenciesFromSelf().stream()
                        .noneMatch(dependency ->
                                dependency.getTargetClass().getName().equals(PATIENT));
    }

    /** The first package below the root if it is a room; empty for the domain. */
    private String room(JavaClass type) {
        String below = type.getPackageName().substring(root.length());
        String first = below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
        return rooms.contains(first) ? first : "";
    }

    private static List<String> dependencies(JavaClass type, String rule, Predicate<String> forbidden) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> forbidden.test(
                        dependency.getTargetClass().getBaseComponentType().getName()))
                .map(Dependency::getDescription)
                .map(description -> rule + ": " + description)
                .distinct()
                .toList();
    }

    private boolean isAnotherService(String name) {
        if (!name.startsWith("io.opsbus.") || inPackage(name, root)) {
            return false;
        }
        return LIBRARIES.stream().noneMatch(library -> inPackage(name, "io.opsbus." + library));
    }

    private boolean mayEnterDomain(String name) {
        boolean ownDomain =
                inPackage(name, root) && rooms.stream().noneMatch(room -> inPackage(name, root + "." + room));
        boolean jdk = (name.startsWith("java.") && !OUTSIDE_WORLD.matcher(name).matches()) || !name.contains(".");
        return ownDomain
                || jdk
                || name.startsWith("org.jspecify.")
                || inPackage(name, "io.opsbus.parameters")
                || LEDGER_WORDS.matcher(name).matches();
    }

    private static List<String> impurities(JavaClass type) {
        return type.getAccessesFromSelf().stream()
                .filter(access -> IMPURE.matcher(target(access)).matches())
                .map(access ->
                        "time, ids, chance and threads enter the domain as arguments: " + access.getDescription())
                .toList();
    }

    private static String target(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }

    private static List<String> crowdedPackages(List<JavaClass> written) {
        Map<String, Long> types = written.stream()
                .filter(type -> type.isTopLevelClass())
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        return types.entrySet().stream()
                .filter(entry -> entry.getValue() > MOST_TYPES)
                .map(entry -> "a package holds at most " + MOST_TYPES + " types: " + entry.getKey() + " has "
                        + entry.getValue())
                .toList();
    }

    private static boolean inPackage(String name, String packageName) {
        return name.startsWith(packageName + ".");
    }
}
