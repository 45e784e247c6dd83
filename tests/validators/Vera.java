import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Judges PDF files by veraPDF's profiles.
 *
 * <p>{@code java Vera 2a,ua1 FILE...} prints a line for every file and flavour, and under it each
 * failed rule with how often it failed, its message and the first place. The exit code is 0 when
 * everything complies, 1 when something does not, 2 when a file could not be judged: it is no PDF,
 * or the library failed over it or passed the time limit (system property {@code limit}, seconds).
 */
public final class Vera {
    private static final int COMPLIANT = 0;
    private static final int REFUSED = 1;
    private static final int NOT_JUDGED = 2;

    private static final long LIMIT = Long.getLong("limit", 60);

    private Vera() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("usage: java [-Dlimit=SECONDS] Vera FLAVOUR[,FLAVOUR] FILE...");
            System.exit(NOT_JUDGED);
        }
        LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();

        List<PDFAFlavour> flavours = flavours(arguments[0]);
        int worst = COMPLIANT;
        for (int i = 1; i < arguments.length; i++) {
            String file = arguments[i];
            for (PDFAFlavour flavour : flavours) {
                FutureTask<ValidationResult> task = new FutureTask<>(() -> validate(file, flavour));
                Thread thread = new Thread(null, task, file, 64L << 20);
                thread.setDaemon(true);
                thread.start();
                try {
                    worst = Math.max(worst, report(file, flavour, task.get(LIMIT, TimeUnit.SECONDS)));
                } catch (ExecutionException failure) {
                    notJudged(file, flavour, failure.getCause().toString());
                    worst = NOT_JUDGED;
                } catch (TimeoutException late) {
                    // A thread that never ends cannot be stopped and may eat all memory: the rest of the
                    // files get a process of their own.
                    notJudged(file, flavour, "time limit of " + LIMIT + " s passed");
                    rest(arguments, i + 1);
                    Runtime.getRuntime().halt(NOT_JUDGED);
                }
            }
        }
        System.out.flush();
        Runtime.getRuntime().halt(worst);
    }

    private static List<PDFAFlavour> flavours(String names) {
        List<PDFAFlavour> flavours = new ArrayList<>();
        for (String name : names.split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                System.err.println("unknown flavour " + name + "; there are " + PDFAFlavour.getFlavourIds());
                System.exit(NOT_JUDGED);
            }
            flavours.add(flavour);
        }
        return flavours;
    }

    private static ValidationResult validate(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser);
        }
    }

    private static int report(String file, PDFAFlavour flavour, ValidationResult result) {
        Map<String, Integer> times = new TreeMap<>();
        result.getFailedChecks().forEach((rule, count) -> times.put(name(rule), count));
        if (result.isCompliant() && times.isEmpty() && result.getTotalAssertions() > 0) {
            int checks = result.getTotalAssertions();
            System.out.printf("%s %s: compliant (%d checks)%n", file, flavour.getId(), checks);
            return COMPLIANT;
        }
        System.out.printf("%s %s: NOT compliant (%d rules)%n", file, flavour.getId(), times.size());
        Map<String, TestAssertion> first = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                first.putIfAbsent(name(assertion.getRuleId()), assertion);
            }
        }
        times.forEach((rule, count) -> {
            TestAssertion example = first.get(rule);
            String message = example == null ? "" : example.getMessage().replaceAll("\\s+", " ");
            String place = example == null ? "" : example.getLocation().getContext();
            System.out.printf("  %s, %d times: %s [%s]%n", rule, count, message, place);
        });
        return REFUSED;
    }

    private static String name(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static void notJudged(String file, PDFAFlavour flavour, String why) {
        System.out.printf("%s %s: not judged: %s%n", file, flavour.getId(), why);
        System.out.flush();
    }

    private static void rest(String[] arguments, int from) throws IOException, InterruptedException {
        if (from == arguments.length) {
            return;
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Dlimit=" + LIMIT);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("Vera");
        command.add(arguments[0]);
        command.addAll(List.of(arguments).subList(from, arguments.length));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
