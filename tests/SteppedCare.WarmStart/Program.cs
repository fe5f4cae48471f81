using SteppedCare;
using SteppedCare.Policies;

// Arguments: the folder of policies and that of the cache. Says whether every policy came from the cache, how one answers, and every assembly loaded.
var library = new PolicyLibrary(args[0], args[1]);
foreach (var label in library.Labels())
{
    var load = library.Load(label);
    var facts = new Facts { [FactNumber.Phq9] = 12, [FactNumber.Gad7] = 9, [FactNumber.Wsas] = 14, [FactNumber.Item9] = 0, [FactNumber.Age] = 30 };
    using var lease = load.Revision!.TryLease()!;
    var decision = lease.Revision.Explainer.Explain(lease.Revision.Evaluator.Evaluate(facts, DecisionCall.Triage), facts);
    Console.WriteLine($"{label.Policy} {label.Version} {(load.FromCache ? "cached" : "compiled")} {decision.Outcome} {decision.Step}");
}

foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
{
    Console.WriteLine($"loaded {assembly.GetName().Name}");
}
