namespace SteppedCare.Server.Telemetry;

/// <summary>
/// Every label there is. Service, episode and person are not among them: a metric goes to more eyes than a record does, and a label must not grow without end.
/// </summary>
internal static class LabelNames
{
    public const string Call = "call";
    public const string Measure = "measure";
    public const string Policy = "policy";
    public const string Revision = "revision";
    public const string Arm = "arm";
    public const string Outcome = "outcome";
    public const string Step = "step";
    public const string Kind = "kind";
    public const string Rule = "rule";
    public const string Fact = "fact";
    public const string Stage = "stage";
    public const string Store = "store";
    public const string Operation = "operation";
    public const string Result = "result";
    public const string Method = "method";
    public const string Code = "code";
    public const string Version = "version";
    public const string Runtime = "runtime";
    public const string Shadow = "shadow";
    public const string ShadowOutcome = "shadow_outcome";
    public const string Change = "change";
    public const string Bound = "bound";
    public const string Task = "task";
    public const string Artefact = "artefact";
    public const string List = "list";
}
