using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SteppedCare.Tests.House;

namespace SteppedCare.Tests.Fidelity;

/// <summary>
/// Totals that a store keeps are of one definition. Whoever changes what an episode adds must raise <see cref="Contribution.Definition"/>, or differences no longer
/// fit what they are taken off: what a fixed set of courses adds is written down for the present definition, and every definition there was is known by its hash.
/// </summary>
public sealed class DefinitionTests
{
    // What each definition said of the sample. A line is never changed: a new meaning is a new number, and a new line.
    private static readonly Dictionary<int, string> s_hashes = new()
    {
        [1] = "9358f038c937395db02ba215692210b686933229b80a3a656de83634945ecd2d",
        [2] = "f3518c5e321a6a362c1bcb4be193407878fee65e8f9cdcc7ec3667ac1485858f",
        [3] = "ab4cc0661103f0f5b48a616317cd94f3304a5bb3055c05c2c530e06ad70ad123",
        [4] = "10a2d401c2b905618c63b16e28e6b4ca75db61e0bb476f0a701a9bff2e13a607",
    };

    [Fact]
    public void What_courses_add_is_what_this_definition_says()
    {
        var found = Told();
        var page = Path.Combine(AppContext.BaseDirectory, "definition.txt");
        File.WriteAllText(page, found);

        Assert.True(
            found == File.ReadAllText(Repository.PathOf("tests", "SteppedCare.Tests", "Fidelity", "definition.txt")),
            $"What an episode adds to totals has changed: raise Contribution.Definition, put {page} in place of Fidelity/definition.txt, and name its hash.");
        Assert.Equal((Contribution.Definition, Hash(found)), (s_hashes.Keys.Max(), s_hashes[Contribution.Definition]));
    }

    [Fact]
    public void Something_of_everything_that_is_counted_is_in_the_sample()
    {
        var counted = SampledCourses.All.SelectMany((history, number) => Contribution.Of(history, SampledCourses.AuditOf(number)).Counts).Select(each => Closings.Told(each.Figure)).ToHashSet();

        // Ranges of numbers are no figures of their own, and what is open now is no part of totals.
        var other = Enum.GetValues<Figure>().Where(figure => figure.ToString().StartsWith("FirstOf", StringComparison.Ordinal) || figure is >= Figure.RiskOpen and <= Figure.RiskOpenOverWeek);
        Assert.Equal([], Enum.GetValues<Figure>().Except(other).Where(figure => !counted.Contains(figure)));
    }

    // A line a figure: how many, and a hash of where. A change shows in the lines of the figures that it changes.
    private static string Told()
    {
        var total = Contribution.None;
        foreach (var (number, history) in SampledCourses.All.Index())
        {
            total.Add(Contribution.Of(history, SampledCourses.AuditOf(number)));
        }

        var lines = total.Counts.GroupBy(each => (IsOfGroup: each.Slice.Group is not null, each.Figure)).OrderBy(figure => figure.Key).Select(figure =>
            string.Create(CultureInfo.InvariantCulture, $"{(figure.Key.IsOfGroup ? "groups " : "")}{figure.Key.Figure} {figure.Sum(each => each.Count)} {Hash(string.Concat(figure.Select(each => Told(each.Slice, each.Count)).Order(StringComparer.Ordinal)))[..12]}\n"));
        return string.Concat(lines);
    }

    private static string Told(Slice slice, long count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{slice.Month} {(int)slice.Step} {(int)slice.Problem} {slice.Revision} {(int?)slice.Rule?.Call} {slice.Rule?.Index} {slice.Clinician} {count}{(slice.Group is { } group ? $" {(int)group.Axis} {group.Code}" : "")}\n");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
