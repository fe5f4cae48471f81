using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SteppedCare.Policies;

/// <summary>What stands between a script and the people it would answer, in the order in which it is asked.</summary>
internal enum Gate
{
    Compile = 1,
    Sources = 2,
    Cases = 3,
    Coverage = 4,
    Mutation = 5,
    Analysis = 6,
    Invariants = 7,
    BackTest = 8,
}

internal enum GateVerdict
{
    Passed = 1,
    Failed = 2,

    /// <summary>It could not be asked: an earlier one failed, or there is nothing to ask it about.</summary>
    NotRun = 3,
}

/// <summary>One thing a gate found.</summary>
/// <param name="File">policy.csx, cases.yaml or invariants.csx.</param>
/// <param name="Line">1-based; 0 where it has no place.</param>
/// <param name="Column">1-based; 0 where it has no place.</param>
/// <param name="Length">Characters that the place spans; 0 where that is not known.</param>
/// <param name="Code">Stable name of the kind of finding.</param>
/// <param name="Message">What is wrong, or worth knowing.</param>
/// <param name="Suggestion">What to write instead; empty where we have none.</param>
/// <param name="Certainty">Of analyses: how sure.</param>
/// <param name="Example">A person who shows it, as an entry of cases.yaml; empty when there is none.</param>
/// <param name="Hazard">Of invariants: the hazard.</param>
internal sealed record GateFinding(
    string File, int Line, int Column, int Length, string Code, string Message, string Suggestion = "", Certainty? Certainty = null, string Example = "", string Hazard = "");

/// <summary>What one gate said.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Summary">One sentence with the numbers.</param>
/// <param name="Findings">Gravest first.</param>
/// <param name="Took">How long it took.</param>
internal sealed record GateResult(
    Gate Gate, GateVerdict Verdict, string Summary, ImmutableArray<GateFinding> Findings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] TimeSpan Took);

/// <summary>What all gates said of one bundle of files.</summary>
internal sealed record GateReport(ImmutableArray<GateResult> Gates)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = false, Converters = { new JsonStringEnumConverter() } };

    [JsonIgnore]
    internal bool Passed => Gates.All(gate => gate.Verdict != GateVerdict.Failed) && Gates.Any(gate => gate.Verdict == GateVerdict.Passed);

    /// <summary>The report as it is kept, without the times: whoever asks the same gates again gets the digest that an approval names.</summary>
    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new GateReport([.. Gates.Select(gate => gate with { Took = TimeSpan.Zero })]), s_json);

    /// <summary>The report with the times, for who waits for it now.</summary>
    internal byte[] ToTimedBytes() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    internal static GateReport FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<GateReport>(bytes, s_json) ?? throw new FormatException("An empty gate report.");

    internal static string DigestOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
