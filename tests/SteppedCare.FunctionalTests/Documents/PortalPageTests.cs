using System.Reflection;
using System.Text.RegularExpressions;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Services;
using SteppedCare.Server.Workshop;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>What portals are told about refusals is what the service says, reason for reason.</summary>
public sealed partial class PortalPageTests
{
    private const string Page = "docs/portals.md";

    private static readonly Dictionary<string, string> s_written = ReasonRow().Matches(Repository.Read(Page))
        .ToDictionary(row => row.Groups["reason"].Value, row => row.Groups["status"].Value, StringComparer.Ordinal);

    [Fact]
    public void Every_reason_that_the_service_gives_is_on_the_page_and_no_other()
    {
        var sources = new[] { "Decisions", "Services", "Oversight", "Publishing", "Registry", "Rollouts", "Workshop" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf($"src/SteppedCare.Server/{folder}"), "*.cs", SearchOption.AllDirectories));
        var given = sources.SelectMany(source => Reason().Matches(File.ReadAllText(source))).Select(match => match.Groups["reason"].Value).Distinct();

        Assert.Equal(given.Order(StringComparer.Ordinal), s_written.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_refusal_has_the_status_that_the_page_says()
    {
        var refusals = new[] { typeof(Refusals), typeof(EpisodeLedger), typeof(RegistryRefusals), typeof(PublishingRefusals), typeof(OversightRefusals), typeof(WorkshopRefusals) }
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Select(field => field.GetValue(null)).OfType<Refusal>()
            .Concat(Enum.GetValues<EventFaultReason>().Select(reason => Refusals.Of([new EventFault(reason, "events[0]", "")])))
            .ToList();

        Assert.True(refusals.Count > 20, $"only {refusals.Count} refusals were found");
        Assert.All(refusals, refusal => Assert.Equal((refusal.Reason, s_written[refusal.Reason]), (refusal.Reason, Name(StatusFactory.Of(refusal).StatusCode))));
    }

    [Fact]
    public void Every_status_that_the_page_gives_a_reason_is_explained_there()
    {
        var explained = StatusRow().Matches(Section("## When anything fails")).Select(row => row.Groups["status"].Value);

        Assert.Equal(s_written.Values.Distinct().Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_outcome_has_its_next_step()
    {
        var page = Repository.Read(Page);
        var outcomes = V1.Advice.Descriptor.FindFieldByName("outcome").EnumType.Values.Where(value => value.Number != 0);

        Assert.All(outcomes, outcome => Assert.Matches($@"\| [A-Z_, ]*\b{outcome.Name["OUTCOME_".Length..]}\b[A-Z_, ]* \|", page));
    }

    [Theory]
    [InlineData("Flag", "FLAG_", "## Flags")]
    [InlineData("TaskKind", "TASK_KIND_", "## Tasks")]
    public void Every_flag_and_every_task_is_explained_once_in_the_order_of_the_contract(string list, string prefix, string heading)
    {
        var members = V1.VocabularyReflection.Descriptor.EnumTypes.Single(type => type.Name == list).Values.Where(value => value.Number != 0);

        Assert.Equal(members.Select(member => member.Name[prefix.Length..]), MemberRow().Matches(Section(heading)).Select(row => row.Groups["member"].Value));
    }

    private static string Section(string heading) => Repository.Read(Page).Split(heading)[1].Split("\n## ")[0];

    private static string Name(StatusCode code) => CapitalInside().Replace(code.ToString(), "_$0").ToUpperInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex CapitalInside();

    [GeneratedRegex(@"(?<!Contains\()""(?<reason>[A-Z]{3,}(_[A-Z]+)*)""")]
    private static partial Regex Reason();

    [GeneratedRegex(@"^\| `(?<reason>[A-Z_]+)` \| `(?<status>[A-Z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex ReasonRow();

    [GeneratedRegex(@"^\| `(?<member>[A-Z_]+)` \| .", RegexOptions.Multiline)]
    private static partial Regex MemberRow();

    [GeneratedRegex(@"^\| `(?<status>[A-Z_]+)` \| [^`]", RegexOptions.Multiline)]
    private static partial Regex StatusRow();
}
