using SteppedCare;
using SteppedCare.Policies;

// Arguments: the folder of policies and that of the cache. Says whether every policy came from the cache, how it answers, its cases among it, and every assembly loaded.
var library = new PolicyLibrary(args[0]);
var cache = new ArtefactCache(args[1]);
foreach (var label in library.Labels())
{
    var load = PolicyCompiler.Load(label, library.SourceOf(label), cache);
    var cases = CaseFile.Read(File.ReadAllText(Path.Combine(args[0], label.Policy, label.Version, PolicyLibrary.CasesName)), load.Revision!.Norms);
    var failed = CaseRunner.Run(cases, load.Revision).Count(outcome => outcome.Faults.Count > 0);
    var facts = new Facts { [FactNumber.Phq9] = 12, [FactNumber.Gad7] = 9, [FactNumber.Wsas] = 14, [FactNumber.Item9] = 0, [FactNumber.Age] = 30 };
    using var lease = load.Revision.TryLease()!;
    var decision = lease.Revision.Explainer.Explain(lease.Revision.Evaluator.Evaluate(facts, DecisionCall.Triage), facts);
    Console.WriteLine($"{label.Policy} {label.Version} {(load.FromCache ? "cached" : "compiled")} {decision.Outcome} {decision.Step}, {failed} of {cases.Count} cases failed");
}

foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
{
    Console.WriteLine($"loaded {assembly.GetName().Name}");
}
